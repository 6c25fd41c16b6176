import { emails } from '@muster/contracts/mail/emails';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { aPerson } from '../../testing/people.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { handle, server } from '../../testing/server.ts';
import { OutboxNotice } from './OutboxNotice.tsx';

const nothing = { waiting: 0, secondsLeft: null, held: 0, limit: null, pause: null };
const limit = {
  perDay: 200,
  usedToday: 200,
  resetsAt: '2026-03-02T00:00:00.000Z',
  activated: 7,
  activationsNeeded: 20,
};

function show(outbox: Partial<Parameters<typeof handle<typeof emails.outbox>>[1] & object>) {
  server.use(handle(emails.outbox, { ...nothing, ...outbox }));
  renderScreen([{ path: '/', element: <OutboxNotice /> }], { at: '/', as: aPerson('admin') });
}

test('says how many e-mails wait, and about how long', async () => {
  show({ waiting: 800, secondsLeft: 235 });
  expect(await screen.findByRole('status')).toHaveTextContent(
    '800 e-mails wait to be sent, about 4 minutes left',
  );
});

test('explains the limit of a new account: what waits, until when, and what ends it', async () => {
  show({ held: 50, limit });
  const notice = await screen.findByRole('alert');
  expect(notice).toHaveTextContent('A new account sends up to 200 e-mails a day');
  expect(notice).toHaveTextContent('50 more wait and leave from');
  expect(notice).toHaveTextContent('It ends when 20 people have activated; 7 have so far.');
});

test('explains a pause', async () => {
  show({ held: 1, pause: { reason: 'complaints', since: '2026-03-01T00:00:00.000Z' } });
  const notice = await screen.findByRole('alert');
  expect(notice).toHaveTextContent('Too many e-mails were reported as spam. One waits; it is not lost.');
});
