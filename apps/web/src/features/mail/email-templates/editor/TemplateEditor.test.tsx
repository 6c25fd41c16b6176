import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { users } from '@muster/contracts/people/users';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Link } from 'react-router-dom';
import { beforeEach, describe, expect, test } from 'vitest';
import { aPerson } from '../../../../testing/people.ts';
import { renderScreen } from '../../../../testing/render-screen.tsx';
import { handle, type Received, Refusal, server } from '../../../../testing/server.ts';
import { aPreview, aTemplate } from '../../../../testing/templates.ts';
import { aUser } from '../../../../testing/users.ts';
import { places } from '../places.ts';

const path = '/notification-settings/emails/invitation';
const body = aTemplate().body;
const unknown = {
  pointer: '#/body',
  detail: 'There is no variable “user.nme”.',
  code: 'variable_unknown',
  line: 2,
  column: 4,
};

type Sent = { subject: string; body: string; expectedVersion?: number; userId?: string };
let previews: Sent[] = [];

beforeEach(() => {
  previews = [];
  server.use(
    handle(emailTemplates.get, ({ query }) =>
      query.get('locale') === 'de'
        ? aTemplate({ locale: 'de', subject: '{{ inviter.name }} lädt Sie ein', customisedLocales: ['de'] })
        : aTemplate({ customisedLocales: ['de'] }),
    ),
    handle(emailTemplates.preview, ({ body: requested }) => {
      previews.push(requested as Sent);
      return (requested as Sent).body.includes('user.nme')
        ? new Refusal('template_invalid', [unknown])
        : aPreview();
    }),
    handle(users.list, { data: [aUser()], nextCursor: null, total: 1 }),
  );
});

async function atEditor(search = '') {
  const elsewhere = [
    { path: 'notification-settings', element: <h1>The list</h1> },
    { path: 'users/add', element: <h1>Add users</h1> },
  ];
  const rendered = renderScreen([...places.routes, ...elsewhere], {
    at: path + search,
    as: aPerson('admin'),
  });
  await screen.findByRole('heading', { level: 1, name: 'Invitation' });
  return rendered;
}

const subject = () => screen.getByRole('textbox', { name: 'Subject' });
const save = () => screen.getByRole('button', { name: 'Save' });

/** Opens the HTML source, because the visual editor cannot be typed into without a real browser. */
async function source(user: Awaited<ReturnType<typeof atEditor>>['user']) {
  await user.click(screen.getByRole('radio', { name: 'HTML' }));
  return screen.getByRole('textbox', { name: 'HTML source' });
}

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

/** Lets the API save, and returns the requests it received. */
function savings() {
  const sent: (Sent & { locale: string | null })[] = [];
  server.use(
    handle(emailTemplates.save, ({ body: given, query }: Received) => {
      const text = given as Sent;
      sent.push({ ...text, locale: query.get('locale') });
      const saved = aTemplate({ ...text, version: 1, isCustomised: true });
      server.use(handle(emailTemplates.get, saved));
      return saved;
    }),
  );
  return sent;
}

describe('the text', () => {
  test('appears with its variables as chips, and opening it is not a change', async () => {
    await atEditor();
    const text = screen.getByRole('textbox', { name: 'Text' });
    expect(within(text).getByTitle('First name · Example: Ada')).toHaveTextContent('Variable: First name');
    expect(text).toHaveTextContent('Activate my account');
    expect(save()).toBeDisabled();
    await waitFor(() => expect(previews).toHaveLength(1));
    expect(previews[0]).toEqual({ subject: aTemplate().subject, body });
  });

  test('a variable is inserted from the menu', async () => {
    const { user } = await atEditor();
    await user.click(screen.getByRole('button', { name: 'Insert variable into the text' }));
    const item = await screen.findByRole('menuitem', { name: /Who invites/ });
    expect(item).toHaveTextContent('inviter.name · Example: Grace Hopper');
    await user.click(item);
    expect(await source(user)).toHaveValue(body.replace('<p>Hello', '<p>{{ inviter.name }}Hello'));
  });

  test('is edited as HTML if the visual editor would lose content', async () => {
    const picture = '<p><img src="https://example.org/a.png" alt="A picture"></p>';
    server.use(handle(emailTemplates.get, aTemplate({ body: picture })));
    const { user } = await atEditor();
    expect(screen.getByRole('textbox', { name: 'HTML source' })).toHaveValue(picture);
    expect(screen.getByRole('radio', { name: 'Visual' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'Edit visually and lose them' }));
    expect(screen.getByRole('textbox', { name: 'Text' })).toHaveTextContent('');
    expect(save()).toBeEnabled();
  });

  test('the subject offers the variables at its caret', async () => {
    const { user } = await atEditor();
    await user.clear(subject());
    await user.type(subject(), 'Hello {{{{fir');
    expect(await screen.findByRole('option', { name: /First name/ })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await user.keyboard('{Enter}');
    expect(subject()).toHaveValue('Hello {{ user.first_name }}');
    expect(subject()).toHaveFocus();
    expect(screen.queryByRole('listbox')).toBeNull();
  });

  test('lists its problems with their position, and the last valid preview stays', async () => {
    const { user } = await atEditor();
    expect(await screen.findByTitle('Preview of the e-mail')).toBeVisible();
    const html = await source(user);
    type(html, '<p>Hello</p>\n<p>{{ user.nme }}</p>');
    const problem = await screen.findByText(/There is no variable/);
    expect(problem).toHaveTextContent('Text');
    expect(screen.getByText('This is the last version that could be shown.')).toBeVisible();
    expect(screen.getByTitle('Preview of the e-mail').closest('[data-dimmed]')).not.toBeNull();
    await user.click(within(problem).getByRole('button', { name: 'Show' }));
    expect(html).toHaveFocus();
    expect((html as HTMLTextAreaElement).selectionStart).toBe('<p>Hello</p>\n<p>'.length);
    expect((html as HTMLTextAreaElement).selectionEnd).toBe('<p>Hello</p>\n<p>{{ user.nme }}'.length);
  });
});

describe('the preview', () => {
  test('shows the unsaved text with the data of a chosen user, and its warnings', async () => {
    server.use(
      handle(emailTemplates.preview, ({ body: requested }) => {
        previews.push(requested as Sent);
        const warnings = [{ code: 'poor_contrast', detail: 'The button is hard to read.' }] as const;
        const html = '<style>@media (prefers-color-scheme: dark) {}</style>';
        return aPreview({ html, warnings: [...warnings] });
      }),
    );
    const { user } = await atEditor();
    type(subject(), 'Come in');
    await user.click(screen.getByRole('combobox', { name: 'Show with the data of' }));
    await user.click(await screen.findByRole('option', { name: 'Ada Lovelace (ada@acme.test)' }));
    await waitFor(() => expect(previews.at(-1)).toMatchObject({ subject: 'Come in', userId: aUser().id }));
    expect(screen.getByText('The button is hard to read.')).toBeVisible();
    const frame = screen.getByTitle('Preview of the e-mail');
    expect(frame).toHaveAttribute('sandbox', '');
    expect(frame.getAttribute('srcdoc')).toContain("default-src 'none'");
    expect(frame.getAttribute('srcdoc')).toContain('@media not all');
    await user.click(screen.getByRole('button', { name: 'Dark' }));
    expect(frame.getAttribute('srcdoc')).toContain('@media all');
    await user.click(screen.getByRole('radio', { name: 'Plain text' }));
    expect(screen.getByRole('region', { name: 'Preview as plain text' })).toHaveTextContent('Hello Ada,');
  });
});

describe('saving', () => {
  test('sends the text with the version it is based on, also by Ctrl+S', async () => {
    const sent = savings();
    const { user } = await atEditor();
    type(subject(), 'Come in');
    await user.type(subject(), '{Control>}s{/Control}');
    expect(await screen.findByText('The text was saved.')).toBeVisible();
    expect(sent).toEqual([{ subject: 'Come in', body, expectedVersion: 0, locale: 'en' }]);
    expect(await screen.findByText('Customised')).toBeVisible();
    expect(save()).toBeDisabled();
    expect(subject()).toHaveValue('Come in');
  });

  test('shows the reason at the field when the text is refused, and keeps the text', async () => {
    server.use(
      handle(
        emailTemplates.save,
        new Refusal('template_invalid', [
          { pointer: '#/subject', detail: 'No line breaks.', code: 'line_break', line: 1, column: 6 },
        ]),
      ),
    );
    const { user } = await atEditor();
    type(subject(), 'Come in now');
    await user.click(save());
    expect(await screen.findByText('No line breaks.')).toBeVisible();
    await waitFor(() => expect(screen.getByText('No line breaks.').closest('[role=status]')).toHaveFocus());
    expect(subject()).toBeInvalid();
    await user.click(screen.getByRole('button', { name: 'Show' }));
    expect(subject()).toHaveFocus();
    expect(subject()).toHaveProperty('selectionStart', 5);
    type(subject(), 'Come in, now');
    expect(screen.queryByText('No line breaks.')).toBeNull();
  });

  test('shows both texts after a conflict, and the user chooses', async () => {
    const theirs = aTemplate({
      subject: 'Their subject',
      version: 4,
      isCustomised: true,
      updatedAt: '2026-01-05T10:00:00.000Z',
      updatedBy: { id: null, name: 'Alan Turing' },
    });
    const sent: Sent[] = [];
    const { user } = await atEditor();
    server.use(
      handle(emailTemplates.save, ({ body: given }) => {
        sent.push(given as Sent);
        server.use(handle(emailTemplates.get, theirs));
        return (given as Sent).expectedVersion === 4
          ? aTemplate({ ...(given as Sent), version: 5 })
          : new Refusal('version_conflict');
      }),
    );
    type(subject(), 'My subject');
    await user.click(save());
    expect(await screen.findByText('Someone else has saved this text in the meantime')).toBeVisible();
    expect(screen.getByText(/Alan Turing saved it/)).toBeVisible();
    expect(subject()).toHaveValue('My subject');
    await user.click(screen.getByRole('button', { name: 'Show theirs' }));
    const drawer = await screen.findByRole('dialog', { name: 'Their text compared with yours' });
    expect(within(drawer).getByText('Their', { selector: 'del' })).toBeVisible();
    await user.click(within(drawer).getByRole('button', { name: 'Overwrite with mine' }));
    await waitFor(() => expect(sent.at(-1)).toMatchObject({ subject: 'My subject', expectedVersion: 4 }));
    await waitFor(() =>
      expect(screen.queryByText('Someone else has saved this text in the meantime')).toBeNull(),
    );
  });

  test('can take the other text after a conflict', async () => {
    const { user } = await atEditor();
    const theirs = aTemplate({ subject: 'Their subject', version: 4 });
    server.use(
      handle(emailTemplates.save, () => {
        server.use(handle(emailTemplates.get, theirs));
        return new Refusal('version_conflict');
      }),
    );
    type(subject(), 'My subject');
    await user.click(save());
    await user.click(await screen.findByRole('button', { name: 'Show theirs' }));
    await user.click(await screen.findByRole('button', { name: 'Use theirs' }));
    expect(subject()).toHaveValue('Their subject');
    expect(save()).toBeDisabled();
  });
});

describe('languages', () => {
  test('are edited separately, with separate unsaved texts, and the recipients are shown', async () => {
    const { user, router } = await atEditor();
    expect(
      screen.getByText(/Sent to users whose language is English, and to users who have not chosen one/),
    ).toBeVisible();
    expect(screen.getByRole('radio', { name: /Deutsch\s*customised/ })).not.toBeChecked();
    type(subject(), 'Come in');
    await user.click(screen.getByRole('radio', { name: /Deutsch/ }));
    await waitFor(() => expect(subject()).toHaveValue('{{ inviter.name }} lädt Sie ein'));
    expect(router.state.location.search).toBe('?locale=de');
    expect(screen.getByText(/Users who have not chosen a language get English/)).toBeVisible();
    await user.click(screen.getByRole('radio', { name: /English\s*not saved/ }));
    await waitFor(() => expect(subject()).toHaveValue('Come in'));
  });
});

describe('leaving', () => {
  test('with unsaved text in any language asks for confirmation', async () => {
    const { user } = await atEditor();
    type(subject(), 'Come in');
    await user.click(screen.getByRole('radio', { name: /Deutsch/ }));
    await waitFor(() => expect(subject()).toHaveValue('{{ inviter.name }} lädt Sie ein'));
    await user.click(screen.getByRole('link', { name: 'Notification settings' }));
    await user.click(await screen.findByText('Leave without saving'));
    expect(await screen.findByRole('heading', { name: 'The list' })).toBeVisible();
  });

  test('back to Add users is offered to users who came from there', async () => {
    const { user, router } = await atEditor('?from=add-users&locale=de');
    await user.click(screen.getByRole('link', { name: 'Back to Add users' }));
    expect(router.state.location.pathname).toBe('/users/add');
  });

  test('an unknown template redirects to the list', async () => {
    renderScreen([...places.routes, { path: '*', element: <Link to="/">x</Link> }], {
      at: '/notification-settings/emails/nonsense',
      as: aPerson('admin'),
    });
    expect(await screen.findByRole('link', { name: 'All e-mails' })).toBeVisible();
  });
});
