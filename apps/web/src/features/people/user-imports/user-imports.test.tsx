import { me } from '@muster/contracts/access/me';
import { userImports } from '@muster/contracts/people/user-imports';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { aSlowLine, useNodeForms } from '../../../testing/forms.ts';
import { aPerson } from '../../../testing/people.ts';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../testing/server.ts';
import { anImport, anImportRow } from '../../../testing/user-imports.ts';
import { places } from './places.ts';

const id = anImport().id;
let now = anImport();
const bob = anImportRow({
  line: 3,
  outcome: 'update',
  email: 'bob@acme.test',
  name: 'Bob',
  changes: { role: { from: 'member', to: 'admin' } },
});
const broken = anImportRow({
  line: 4,
  outcome: 'error',
  email: 'nonsense',
  name: '',
  changes: {},
  errors: [{ code: 'email_invalid', detail: 'This is not a valid e-mail address.', field: 'email' }],
});

beforeEach(() => {
  now = anImport();
  server.use(
    handle(me.get, aPerson('admin')),
    handle(userImports.list, { data: [], nextCursor: null }),
    handle(userImports.get, () => now),
    handle(userImports.listRows, ({ query }) => {
      const wanted = query.getAll('outcome');
      const rows = [anImportRow(), bob, broken];
      const data = wanted.length > 0 ? rows.filter(({ outcome }) => wanted.includes(outcome)) : rows;
      return { data, nextCursor: null, total: data.length };
    }),
  );
});

const open = (path: string) =>
  renderScreen([...places.routes, { path: 'users', element: <h1>Users</h1> }], {
    at: path,
    as: aPerson('admin'),
  });
const atImport = () => open(`/users/import/${id}`);

async function drop(file: File) {
  const area = (await screen.findByText('Drop a spreadsheet here')).parentElement as HTMLElement;
  fireEvent.drop(area, { dataTransfer: { files: [file] } });
}

describe('uploading a file', () => {
  beforeEach(useNodeForms);

  test('sends the mode and opens the check', async () => {
    let sent: unknown;
    server.use(
      handle(userImports.create, ({ form }) => {
        sent = form;
        return now;
      }),
    );
    const { user, container, router } = open('/users/import');
    await user.click(await screen.findByRole('radio', { name: 'New people and changes' }));
    const input = container.querySelector<HTMLInputElement>('input[type=file]');
    fireEvent.change(input ?? container, { target: { files: [new File(['mail\nada@x.org'], 'staff.csv')] } });
    expect(await screen.findByRole('heading', { name: 'Check staff.csv' })).toBeVisible();
    expect(router.state.location.pathname).toBe(`/users/import/${id}`);
    expect(sent).toEqual([
      ['mode', 'add_and_update'],
      ['file', 'mail\nada@x.org'],
    ]);
  });

  test('explains what is wrong with a dropped file, and accepts the next one', async () => {
    const errors = [{ pointer: '#/file', detail: 'This is an Excel workbook.', code: 'workbook' }];
    server.use(handle(userImports.create, new Refusal('file_invalid', errors)));
    open('/users/import');
    await drop(new File(['PK'], 'staff.xlsx'));
    expect(await screen.findByText('This is an Excel workbook.')).toBeVisible();
    expect(screen.getByRole('alert')).toHaveFocus();
    expect(screen.getByText('Drop a spreadsheet here')).toBeVisible();
  });

  describe('over a slow connection', () => {
    const big = () => new File(['mail\nada@x.org'], 'staff.csv');

    test('shows the progress, then that the file is being read, and opens the check', async () => {
      const line = aSlowLine();
      const { container } = open('/users/import');
      await drop(big());
      const bar = await screen.findByRole('progressbar', { name: 'Progress of the upload' });
      expect(bar).toHaveAttribute('aria-valuenow', '0');
      await line.sent(0.427);
      expect(bar).toHaveAttribute('aria-valuenow', '42');
      expect(container).toHaveTextContent('Uploading staff.csv …42%');
      await line.sent(1);
      expect(screen.getByText('Reading staff.csv …')).toBeVisible();
      await line.answers(201, now);
      expect(await screen.findByRole('heading', { name: 'Check staff.csv' })).toBeVisible();
    });

    test('can be cancelled, and another file can be chosen', async () => {
      const line = aSlowLine();
      const { user, router } = open('/users/import');
      await drop(big());
      await line.sent(0.2);
      await user.click(screen.getByRole('button', { name: 'Cancel' }));
      expect(line.isCut()).toBe(true);
      expect(screen.getByText('Drop a spreadsheet here')).toBeVisible();
      expect(screen.getByRole('button', { name: 'Choose a file' })).toHaveFocus();
      expect(screen.queryByRole('alert')).toBeNull();
      expect(router.state.location.pathname).toBe('/users/import');
    });

    test('ends when the page is left', async () => {
      const line = aSlowLine();
      const { router } = open('/users/import');
      await drop(big());
      await line.sent(0.2);
      await act(() => router.navigate('/users'));
      await waitFor(() => expect(line.isCut()).toBe(true));
    });
  });

  test('lists earlier imports', async () => {
    server.use(handle(userImports.list, { data: [anImport({ status: 'done' })], nextCursor: null }));
    open('/users/import');
    const table = await screen.findByRole('table', { name: 'Earlier imports' });
    expect(within(table).getByRole('link', { name: 'staff.csv' })).toHaveAttribute(
      'href',
      `/users/import/${id}`,
    );
    expect(table).toHaveTextContent('120 new, 14 changed, 2 errors');
  });
});

describe('the check', () => {
  test('shows the effect, row by row', async () => {
    const { user } = atImport();
    expect(await screen.findByText('137 rows, UTF-8, separated by semicolons')).toBeVisible();
    const rows = await screen.findByRole('table', { name: 'Rows of the file' });
    expect(rows).toHaveTextContent('Role: Admin · Groups: Navy and Sales');
    expect(rows).toHaveTextContent('Role: Member → Admin');
    expect(rows).toHaveTextContent('This is not a valid e-mail address.');
    await user.click(screen.getByRole('button', { name: '2 with errors, left out' }));
    await waitFor(() => expect(rows).not.toHaveTextContent('Ada Lovelace'));
    expect(screen.getByRole('button', { name: '2 with errors, left out' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  test('validates the file when a column changes, and only groups can have several columns', async () => {
    const sent: unknown[] = [];
    server.use(
      handle(userImports.update, ({ body }) => {
        sent.push(body);
        return now;
      }),
    );
    const { user } = atImport();
    await user.selectOptions(await screen.findByRole('combobox', { name: '“Team” is read as' }), 'Groups');
    await waitFor(() => expect(sent).toEqual([{ fields: ['email', 'groups', null] }]));
    await waitFor(() => expect(screen.getByRole('combobox', { name: '“Team” is read as' })).toBeEnabled());
    const third = screen.getByRole('combobox', { name: '“Column 3” is read as' });
    await user.selectOptions(third, 'E-mail address');
    await waitFor(() => expect(sent.at(-1)).toEqual({ fields: [null, null, 'email'] }));
  });

  test('ends in a button that states exactly what it does', async () => {
    let sent: unknown;
    server.use(
      handle(userImports.commit, ({ body }) => {
        sent = body;
        now = anImport({ status: 'running', progress: { done: 27, total: 137 } });
        return now;
      }),
    );
    const { user } = atImport();
    const all = 'Add 120 users and change 14 users, send 120 invitations';
    expect(await screen.findByRole('button', { name: all })).toBeEnabled();
    await user.click(screen.getByRole('switch', { name: 'Send invitations' }));
    await user.click(screen.getByRole('button', { name: 'Add 120 users and change 14 users' }));
    expect(await screen.findByRole('heading', { name: 'Importing staff.csv' })).toBeVisible();
    expect(sent).toEqual({ sendInvitations: false, createGroups: true, onSeatLimit: 'refuse' });
    expect(screen.getByRole('progressbar', { name: 'Progress of the import' })).toHaveAttribute(
      'aria-valuenow',
      '19',
    );
    expect(screen.getByText('27 of 137 rows')).toBeVisible();
  });

  test('asks what to do if there are too few seats', async () => {
    now = anImport({ seats: { needed: 120, available: 38 }, groupsToCreate: ['Sales', 'Navy'] });
    const { user } = atImport();
    expect(await screen.findByText('120 seats are needed, 38 are free: 82 too few')).toBeVisible();
    const all = 'Add 120 users and change 14 users, send 120 invitations';
    expect(screen.getByRole('button', { name: all })).toBeDisabled();
    await user.click(screen.getByRole('radio', { name: 'Add the first 38 and leave out 82' }));
    const some = 'Add 38 users and change 14 users, send 38 invitations';
    expect(screen.getByRole('button', { name: some })).toBeEnabled();
    expect(screen.getByRole('list', { name: 'New groups' })).toHaveTextContent('NavySales');
  });

  test('is repeated if it is outdated', async () => {
    let isFresh = false;
    server.use(
      handle(userImports.commit, new Refusal('import_outdated')),
      handle(userImports.update, ({ body }) => {
        expect(body).toEqual({});
        isFresh = true;
        now = anImport({ counts: { create: 119, update: 14, skip: 2, error: 2 } });
        return now;
      }),
    );
    const { user } = atImport();
    await user.click(await screen.findByRole('button', { name: /^Add 120 users/ }));
    await user.click(await screen.findByRole('button', { name: 'Check again' }));
    expect(await screen.findByRole('button', { name: /^Add 119 users/ })).toBeVisible();
    expect(isFresh).toBe(true);
  });

  test('can be discarded', async () => {
    server.use(handle(userImports.cancel, undefined));
    const { user, router } = atImport();
    await user.click(await screen.findByRole('button', { name: 'Discard' }));
    const dialog = await screen.findByRole('dialog', { name: 'Discard staff.csv?' });
    await user.click(within(dialog).getByRole('button', { name: 'Discard' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/users/import'));
  });
});

describe('a running import', () => {
  beforeEach(() => {
    now = anImport({ status: 'running', progress: { done: 50, total: 137 } });
  });

  test('is cancelled after a dialog that explains what stays', async () => {
    server.use(
      handle(userImports.cancel, () => {
        now = anImport({ status: 'cancelled', progress: { done: 60, total: 137 } });
        return undefined;
      }),
    );
    const { user } = atImport();
    await user.click(await screen.findByRole('button', { name: 'Stop import' }));
    const dialog = await screen.findByRole('dialog', { name: 'Stop the import of staff.csv?' });
    expect(dialog).toHaveTextContent('50 rows are done and stay done. 87 rows will be left out.');
    await user.click(within(dialog).getByRole('button', { name: 'Stop import' }));
    expect(await screen.findByText('Stopped after 60 of 137 rows')).toBeVisible();
  });

  test('shows automatically that it is done, with the users who were left out', async () => {
    atImport();
    expect(await screen.findByText('50 of 137 rows')).toBeVisible();
    now = anImport({ status: 'done', progress: { done: 137, total: 137 } });
    expect(await screen.findByText('Imported, but 2 rows failed')).toBeVisible();
    const rows = await screen.findByRole('table', { name: 'Rows of the file' });
    expect(rows).toHaveTextContent('This is not a valid e-mail address.');
    expect(rows).not.toHaveTextContent('Ada Lovelace');
    expect(screen.getByRole('button', { name: 'Download failed rows' })).toBeVisible();
    const onwards = screen.getByRole('link', { name: 'Upload the fixed file' });
    expect(onwards).toHaveAttribute('href', '/users/import?mode=add_and_update');
    expect(screen.getByRole('button', { name: 'Fix 2 rows here' })).toHaveAttribute('data-variant', 'filled');
    expect(screen.getByRole('link', { name: 'Go to users' })).toHaveAttribute('data-variant', 'default');
  });
});

test('a missing import is reported', async () => {
  server.use(handle(userImports.get, new Refusal('not_found')));
  atImport();
  expect(await screen.findByText('title of not_found')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Import users' })).toHaveAttribute('href', '/users/import');
});
