import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import type { CallInput, CallResult } from '@muster/contracts/kit/endpoint';
import { deliverDue } from '../src/features/integrations/webhook-deliveries/index.ts';
import { openWebhookSender } from '../src/platform/webhooks/sender.ts';
import type { Person } from './given.ts';
import type { Api } from './harness.ts';
import { openReceiver, type Received, type Reply, type WebhookReceiver } from './webhook-receiver.ts';

/** Lets the application of these tests send webhooks to this machine. */
export const privateWebhooks = { environment: { WEBHOOKS_ALLOW_PRIVATE: 'true' } };

type Created = CallResult<typeof webhookEndpoints.create>;

/** Helpers for tests of deliveries, on an application that may send to this machine. */
export function useWebhooks(api: Api) {
  const receivers: WebhookReceiver[] = [];
  return {
    /** An account with its own receiver and an endpoint for it. */
    async anEndpoint(
      answer?: (request: Received, count: number) => Reply | Promise<Reply>,
      body: Partial<CallInput<typeof webhookEndpoints.create>['body']> = {},
    ): Promise<{ owner: Person; receiver: WebhookReceiver; endpoint: Created }> {
      const owner = await api.given.anOwner();
      const receiver = await openReceiver(answer);
      receivers.push(receiver);
      const endpoint = await owner.call(webhookEndpoints.create, {
        body: { url: `${receiver.url}/in`, events: ['user.created'], ...body },
      });
      return { owner, receiver, endpoint };
    },
    /** Sends due deliveries, in this process or another. */
    deliver: (deps = api.deps) => deliverDue(deps),
    /** The deliveries and their results, newest first. */
    async deliveriesOf(owner: Person, id: string) {
      return (await owner.call(webhookEndpoints.deliveries, { params: { id }, query: {} })).data;
    },
    /** Limits the duration of attempts. */
    async limitTo(timeoutMs: number): Promise<void> {
      const before = api.deps.webhookSender;
      Object.assign(api.deps, { webhookSender: openWebhookSender({ isPrivateAllowed: true, timeoutMs }) });
      await before.close();
    },
    close: () => Promise.all(receivers.map((receiver) => receiver.close())),
  };
}
