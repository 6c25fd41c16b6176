import { Button } from '@mantine/core';
import { groups } from '@muster/contracts/people/groups';
import { onlineManager } from '@tanstack/react-query';
import { act, screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test, vi } from 'vitest';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../testing/server.ts';
import { useCommand } from '../../api/command.ts';
import { ConnectionBar } from './ConnectionBar.tsx';

const group = {
  ...{
    id: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d',
    name: 'Sales',
    description: '',
    userCount: 0,
    twinIds: [],
  },
  ...{ createdAt: '2026-11-22T10:00:00.000Z', updatedAt: '2026-11-22T10:00:00.000Z' },
};

function Screen() {
  const { mutate, isSuccess, error } = useCommand(groups.create, { invalidates: ['groups'] });
  return (
    <>
      <Button onClick={() => mutate({ body: { name: 'Sales' } })}>Create</Button>
      {isSuccess ? <p>created</p> : null}
      {error ? <p>{error.code}</p> : null}
      <ConnectionBar />
    </>
  );
}

test('without a network a change waits, is not lost with the page, and is sent afterwards', async () => {
  let sent = 0;
  server.use(
    handle(groups.create, () => {
      sent += 1;
      return group;
    }),
  );
  const { user } = renderScreen(<Screen />);
  const create = await screen.findByRole('button', { name: 'Create' });
  act(() => onlineManager.setOnline(false));
  expect(screen.getByRole('status')).toHaveTextContent('You are offline. What you see may be out of date.');
  await user.click(create);
  expect(screen.getByRole('status')).toHaveTextContent('One change waits');
  const leaving = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(leaving);
  expect(leaving.defaultPrevented).toBe(true);
  expect(sent).toBe(0);
  act(() => onlineManager.setOnline(true));
  expect(await screen.findByText('created')).toBeVisible();
  expect(sent).toBe(1);
  expect(screen.getByRole('status')).toBeEmptyDOMElement();
});

test('a call without an answer says so, and the next one waits for the server with the same key', async () => {
  const keys: (string | null)[] = [];
  let isDown = true;
  server.use(
    http.get('/api/v1/service-info', () => (isDown ? HttpResponse.error() : HttpResponse.json({}))),
    http.post('/api/v1/groups', ({ request }) => {
      keys.push(request.headers.get('idempotency-key'));
      return isDown ? HttpResponse.error() : HttpResponse.json(group, { status: 201 });
    }),
  );
  const { user } = renderScreen(<Screen />);
  await user.click(await screen.findByRole('button', { name: 'Create' }));
  expect(await screen.findByText('network_unreachable')).toBeVisible();
  expect(screen.getByRole('status')).toHaveTextContent('You are offline.');
  const before = keys.length;
  expect(before).toBeGreaterThan(1);
  await user.click(screen.getByRole('button', { name: 'Create' }));
  expect(keys).toHaveLength(before);
  isDown = false;
  expect(await screen.findByText('created')).toBeVisible();
  expect(keys).toHaveLength(before + 1);
  expect(new Set(keys).size).toBe(1);
});

test('a double click sends once, and a later press a second time', async () => {
  const keys = new Set<string | null>();
  server.use(
    handle(groups.create, ({ headers }) => {
      keys.add(headers.get('idempotency-key'));
      return group;
    }),
  );
  const { user } = renderScreen(<Screen />);
  const create = await screen.findByRole('button', { name: 'Create' });
  await user.dblClick(create);
  await screen.findByText('created');
  await user.click(create);
  expect(keys.size).toBe(1);
  const later = performance.now() + 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => later);
  await user.click(create);
  await vi.waitFor(() => expect(keys.size).toBe(2));
});

test('a refused command can be repeated at once', async () => {
  let sent = 0;
  server.use(
    handle(groups.create, () => {
      sent += 1;
      return sent === 1 ? new Refusal('forbidden') : group;
    }),
  );
  const { user } = renderScreen(<Screen />);
  const create = await screen.findByRole('button', { name: 'Create' });
  await user.click(create);
  await screen.findByText('forbidden');
  await user.click(create);
  expect(await screen.findByText('created')).toBeVisible();
});
