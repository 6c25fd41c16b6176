import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { holdBack, invalidateNouns } from './invalidation.ts';

const input = { params: { id: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d' } };

test('an object being deleted is not refetched, unless the deletion fails', async () => {
  const client = new QueryClient();
  const read = vi.fn(async () => 'an endpoint');
  const observer = new QueryObserver(client, { queryKey: ['webhookEndpoints.get', input], queryFn: read });
  const stop = observer.subscribe(() => undefined);
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe('an endpoint'));
  const letGo = holdBack(client, webhookEndpoints.delete, input);
  await invalidateNouns(client, ['webhookEndpoints']);
  expect(read).toHaveBeenCalledTimes(1);
  letGo();
  await invalidateNouns(client, ['webhookEndpoints']);
  expect(read).toHaveBeenCalledTimes(2);
  holdBack(client, webhookEndpoints.update, input);
  await invalidateNouns(client, ['webhookEndpoints']);
  expect(read).toHaveBeenCalledTimes(3);
  stop();
  client.clear();
});
