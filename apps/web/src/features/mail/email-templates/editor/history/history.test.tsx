import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { users } from '@muster/contracts/people/users';
import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { aPerson } from '../../../../../testing/people.ts';
import { renderScreen } from '../../../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../../../testing/server.ts';
import { aPreview, aTemplate } from '../../../../../testing/templates.ts';
import { places } from '../../places.ts';
import { readableBody } from './readable.ts';

const grace = { id: null, name: 'Grace Hopper' };
const first = {
  version: 1,
  change: 'saved',
  restoredVersion: null,
  subject: 'Come in, please',
  createdAt: '2026-01-02T10:00:00.000Z',
  createdBy: grace,
} as const;
const second = { ...first, version: 2, change: 'reset', subject: aTemplate().subject } as const;
const customised = aTemplate({ subject: 'Come in', version: 3, isCustomised: true });

beforeEach(() => {
  server.use(
    handle(emailTemplates.get, customised),
    handle(emailTemplates.preview, aPreview()),
    handle(users.list, { data: [], nextCursor: null, total: 0 }),
    handle(emailTemplates.listVersions, { data: [second, first], nextCursor: null, total: 2 }),
    handle(emailTemplates.getVersion, { ...first, body: aTemplate().body }),
  );
});

async function atEditor(search = '') {
  const rendered = renderScreen(places.routes, {
    at: `/notification-settings/emails/invitation${search}`,
    as: aPerson('admin'),
  });
  await screen.findByRole('heading', { level: 1, name: 'Invitation' });
  return rendered;
}

const subject = () => screen.getByRole('textbox', { name: 'Subject' });

test('differences from the default are marked by word, with signs as well as colours', async () => {
  const { user } = await atEditor();
  await user.click(screen.getByRole('button', { name: 'What differs from the default' }));
  const drawer = await screen.findByRole('dialog', { name: 'What differs from the default' });
  expect(within(drawer).getAllByRole('insertion').at(-1)).toHaveTextContent('added: Come in end');
  expect(within(drawer).getAllByRole('deletion').at(-1)).toHaveTextContent(
    'removed: {{ inviter.name }} invites you end',
  );
});

test('an earlier text can be viewed and restored', async () => {
  const { user, router } = await atEditor();
  server.use(
    handle(emailTemplates.restoreVersion, ({ params }) => {
      expect(params).toEqual({ key: 'invitation', version: '1' });
      return aTemplate({ subject: first.subject, version: 4, isCustomised: true });
    }),
  );
  fireEvent.change(subject(), { target: { value: 'Typed and not saved' } });
  await user.click(screen.getByRole('button', { name: 'History' }));
  expect(await screen.findByText('Reset to the default by Grace Hopper')).toBeVisible();
  await user.click(screen.getByText('Saved by Grace Hopper'));
  expect(router.state.location.search).toBe('?show=history&version=1');
  await user.click(await screen.findByRole('button', { name: 'Restore this version' }));
  const dialog = await screen.findByRole('dialog', { name: 'Restore version 1?' });
  expect(dialog).toHaveTextContent('Your unsaved changes will be lost.');
  server.use(handle(emailTemplates.get, aTemplate({ subject: first.subject, version: 4 })));
  await user.click(within(dialog).getByRole('button', { name: 'Restore this version' }));
  expect(await screen.findByText('Version 1 is the current text again.')).toBeVisible();
  expect(subject()).toHaveValue('Come in, please');
});

test('resetting to the default requires confirmation', async () => {
  const { user } = await atEditor();
  server.use(
    handle(emailTemplates.reset, () => {
      server.use(handle(emailTemplates.get, aTemplate({ version: 4 })));
      return undefined;
    }),
  );
  await user.click(screen.getByRole('button', { name: 'Reset to default' }));
  const dialog = await screen.findByRole('dialog', { name: 'Reset “Invitation” in English to the default?' });
  expect(dialog).toHaveTextContent('stays in the history');
  await user.click(within(dialog).getByRole('button', { name: 'Reset to default' }));
  expect(await screen.findByText('“Invitation” has its default text again.')).toBeVisible();
  await expect.poll(() => (subject() as HTMLInputElement).value).toBe('{{ inviter.name }} invites you');
});

test('a test of the unsaved text goes to the signed-in user', async () => {
  const { user } = await atEditor();
  let sent: unknown;
  server.use(
    handle(emailTemplates.test, ({ body }) => {
      sent = body;
      return { to: 'grace@acme.test' };
    }),
  );
  fireEvent.change(subject(), { target: { value: 'Unsaved' } });
  await user.click(screen.getByRole('button', { name: 'Send test to me' }));
  expect(
    await screen.findByText('A test e-mail is on its way to grace@acme.test. Its link does not work.'),
  ).toBeVisible();
  expect(sent).toEqual({ subject: 'Unsaved', body: customised.body });
  server.use(handle(emailTemplates.test, new Refusal('too_many_attempts')));
  // Another text: the same one within half a second would be a double click.
  fireEvent.change(subject(), { target: { value: 'Unsaved, and longer' } });
  await user.click(screen.getByRole('button', { name: 'Send test to me' }));
  expect(await screen.findByText('title of too_many_attempts')).toBeVisible();
});

test('bodies are compared by their text and link targets', () => {
  const words = {
    button: (label: string, target: string) => `[${label} ${target}]`,
    link: (label: string, target: string) => `${label} (${target})`,
  };
  const body =
    '<h1>Hello</h1>\n<ul><li><p>a<br>b</p></li></ul><p>See <a href="https://a.example">this</a></p><hr><p><a data-button href="{{ x }}">Go</a></p>';
  expect(readableBody(body, words)).toBe(
    ['Hello', 'a', 'b', 'See this (https://a.example)', '———', '[Go {{ x }}]'].join('\n'),
  );
});
