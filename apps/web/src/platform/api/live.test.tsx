import { me } from '@muster/contracts/access/me';
import { users } from '@muster/contracts/people/users';
import { act, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { aPerson } from '../../testing/people.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { handle, server } from '../../testing/server.ts';
import { useLive } from './live.ts';
import { useCall } from './query.ts';

class FakeStream extends EventTarget {
  static open: FakeStream[] = [];
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
    FakeStream.open.push(this);
  }
  close() {
    FakeStream.open = FakeStream.open.filter((stream) => stream !== this);
  }
}

function Total() {
  useLive('acme');
  const { data } = useCall(users.list, { query: { include: 'total' } });
  return <p>{data ? `${data.total} users` : 'loading'}</p>;
}

let total = 1;
beforeEach(() => {
  total = 1;
  FakeStream.open = [];
  vi.stubGlobal('EventSource', FakeStream);
  server.use(
    handle(users.list, () => ({ data: [], nextCursor: null, total })),
    handle(me.get, aPerson('admin')),
  );
});

function say(name: string) {
  act(() => void FakeStream.open[0]?.dispatchEvent(new Event(name)));
}

test('a change made elsewhere appears without a reload', async () => {
  renderScreen(<Total />);
  await screen.findByText('1 users');
  await expect.poll(() => FakeStream.open[0]?.url).toBe(`${window.location.origin}/api/v1/events-stream`);
  total = 2;
  say('users.changed');
  expect(await screen.findByText('2 users')).toBeVisible();
});

test('a broken stream is reopened, and missed changes appear', async () => {
  renderScreen(<Total />);
  await screen.findByText('1 users');
  await expect.poll(() => FakeStream.open.length).toBe(1);
  say('open');
  total = 3;
  say('error');
  expect(FakeStream.open).toHaveLength(0);
  await expect.poll(() => FakeStream.open.length, { timeout: 4000 }).toBe(1);
  say('open');
  expect(await screen.findByText('3 users')).toBeVisible();
});
