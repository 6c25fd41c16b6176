import { me } from '@muster/contracts/access/me';
import { notifications } from '@muster/contracts/mail/notifications';
import { userImports } from '@muster/contracts/people/user-imports';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { Bell } from '../../../app/frame/Bell.tsx';
import { useNodeForms } from '../../../testing/forms.ts';
import { aPerson } from '../../../testing/people.ts';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { handle, server } from '../../../testing/server.ts';
import { anImport, anImportRow } from '../../../testing/user-imports.ts';
import { followImports } from './bell/following.ts';
import { places } from './places.ts';

const id = anImport().id;
let now = anImport();
const broken = anImportRow({
  line: 4,
  outcome: 'error',
  email: 'nonsense',
  changes: {},
  errors: [{ code: 'email_invalid', detail: 'This is not a valid e-mail address.', field: 'email' }],
});
const warned = anImportRow({
  line: 5,
  warnings: [{ code: 'locale_unknown', detail: 'This language is not supported.', field: 'locale' }],
});

beforeEach(() => {
  now = anImport();
  server.use(
    handle(me.get, aPerson('admin')),
    handle(userImports.list, () => ({ data: [now], nextCursor: null })),
    handle(userImports.get, () => now),
    handle(userImports.listRows, { data: [broken, warned], nextCursor: null, total: 2 }),
  );
});

const open = (path: string) =>
  renderScreen([...places.routes, { path: 'users', element: <h1>Users</h1> }], {
    at: path,
    as: aPerson('admin'),
  });

test('a cell is fixed in the preview', async () => {
  let sent: unknown;
  server.use(
    handle(userImports.getRow, { ...broken, cells: ['nonsense', 'Navy', 'beyond'] }),
    handle(userImports.fixRow, ({ body }) => {
      sent = body;
      now = anImport({ counts: { create: 121, update: 14, skip: 1, error: 1 } });
      return { ...broken, outcome: 'create' as const, errors: [], cells: [] };
    }),
  );
  const { user } = open(`/users/import/${id}`);
  await user.click(await screen.findByRole('button', { name: 'Fix line 4' }));
  const dialog = await screen.findByRole('dialog', { name: 'Fix line 4' });
  const cell = await within(dialog).findByRole('textbox', { name: /^Mail/ });
  expect(cell).toBeInvalid();
  expect(dialog).toHaveTextContent('This is not a valid e-mail address.');
  await user.clear(cell);
  await user.type(cell, 'ada@acme.test');
  await user.click(within(dialog).getByRole('button', { name: 'Save and check again' }));
  await waitFor(() => expect(sent).toEqual({ cells: ['ada@acme.test', 'Navy', 'beyond'] }));
  expect(await screen.findByRole('button', { name: /^Add 121 users/ })).toBeVisible();
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('rows with something left out have a card, and say what', async () => {
  now = anImport({ warnings: 1, columnsRemembered: true, format: 'xlsx' });
  now = { ...now, columns: now.columns.map((column) => ({ ...column, samples: [] })) };
  const { user, router } = open(`/users/import/${id}`);
  await user.click(await screen.findByRole('button', { name: '1 with something left out' }));
  expect(router.state.location.search).toBe('?rows=warned');
  expect(await screen.findByText('This language is not supported.')).toBeVisible();
  expect(screen.getByText('137 rows, Excel workbook')).toBeVisible();
  expect(screen.getByText(/as somebody in your company chose/)).toBeVisible();
  // An empty column without a name is not offered.
  expect(screen.queryByRole('combobox', { name: '“Column 3” is read as' })).toBeNull();
});

describe('the sheet of a workbook', () => {
  beforeEach(useNodeForms);

  test('is chosen from the file that was uploaded', async () => {
    const forms: unknown[] = [];
    const discarded: unknown[] = [];
    server.use(
      handle(userImports.create, ({ form }) => {
        forms.push(form);
        now = anImport({ sheets: ['People', 'Others'], sheet: forms.length > 1 ? 'Others' : 'People' });
        return now;
      }),
      handle(userImports.cancel, () => {
        discarded.push(id);
        return undefined;
      }),
    );
    const { user } = open('/users/import');
    const area = (await screen.findByText('Drop a spreadsheet here')).parentElement as HTMLElement;
    fireEvent.drop(area, { dataTransfer: { files: [new File(['PK'], 'staff.xlsx')] } });
    const field = await screen.findByRole('combobox', { name: 'Sheet of the workbook' });
    expect(field).toHaveValue('People');
    await user.selectOptions(field, 'Others');
    await waitFor(() => expect(discarded).toHaveLength(1));
    expect(forms[1]).toEqual([
      ['mode', 'add_and_update'],
      ['sheet', 'Others'],
      ['file', 'PK'],
    ]);
  });

  test('leads to the upload if the file is no longer there', async () => {
    const other = '0192f0c1-2d3e-7a4b-8c5d-000000000499';
    now = anImport({ id: other, sheets: ['People', 'Others'], sheet: 'People' });
    open(`/users/import/${other}`);
    expect(await screen.findByRole('combobox', { name: 'Sheet of the workbook' })).toBeDisabled();
    expect(screen.getByRole('link', { name: 'Upload the file again to read another sheet' })).toBeVisible();
  });
});

test('failed rows open as an import of their own while the others are imported', async () => {
  const next = '0192f0c1-2d3e-7a4b-8c5d-000000000401';
  now = anImport({ status: 'running', progress: { done: 50, total: 137 } });
  server.use(handle(userImports.retry, anImport({ id: next })));
  const { user, router } = open(`/users/import/${id}`);
  await user.click(await screen.findByRole('button', { name: 'Fix 2 rows here' }));
  await waitFor(() => expect(router.state.location.pathname).toBe(`/users/import/${next}`));
});

test('an import is undone after a dialog that says what goes', async () => {
  now = anImport({ status: 'done', canUndo: true, progress: { done: 134, total: 134 } });
  server.use(
    handle(userImports.undo, () => {
      now = anImport({
        status: 'undoing',
        progress: { done: 134, total: 134 },
        undo: { done: 67, kept: 0, groupsDeleted: 0 },
      });
      return now;
    }),
  );
  const { user } = open(`/users/import/${id}`);
  await user.click(await screen.findByRole('button', { name: 'Undo import' }));
  const dialog = await screen.findByRole('dialog', { name: 'Undo the import of staff.csv?' });
  expect(dialog).toHaveTextContent('120 added users are removed');
  await user.click(within(dialog).getByRole('button', { name: 'Undo import' }));
  expect(await screen.findByText('67 of 134 rows')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Stop import' })).toBeNull();
  now = anImport({ status: 'undone', undo: { done: 133, kept: 1, groupsDeleted: 2 } });
  expect(await screen.findByText('The import was undone')).toBeVisible();
  expect(screen.getByText(/133 rows were taken back, 1 stays .*, 2 empty groups were deleted/)).toBeVisible();
});

test('the bell shows the person’s own imports and how far they are', async () => {
  const person = aPerson('admin');
  const mine = { createdBy: { id: person.user.id, name: 'Me' } };
  now = anImport({ ...mine, status: 'running', progress: { done: 50, total: 137 } });
  server.use(handle(notifications.list, { data: [], nextCursor: null, unreadCount: 0 }));
  followImports();
  const { user } = renderScreen([{ path: '/', element: <Bell /> }], { at: '/', as: person });
  await user.click(await screen.findByRole('button', { name: /something of yours is running/ }));
  expect(await screen.findByRole('link', { name: 'Importing staff.csv: 50 of 137 rows' })).toHaveAttribute(
    'href',
    `/users/import/${id}`,
  );
  expect(screen.getByRole('progressbar', { name: 'Progress of staff.csv' })).toHaveAttribute(
    'aria-valuenow',
    '36',
  );
  now = anImport({ ...mine, status: 'done', finishedAt: new Date().toISOString() });
  expect(
    await screen.findByText('staff.csv was imported, 2 rows failed', {}, { timeout: 8000 }),
  ).toBeVisible();
});
