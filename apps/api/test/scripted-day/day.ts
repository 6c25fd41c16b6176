import { activation } from '@muster/contracts/access/activation';
import { auth } from '@muster/contracts/access/auth';
import type { TestClient } from '../client.ts';
import { type Person, password } from '../given.ts';
import type { Api } from '../harness.ts';
import type { WebhookReceiver } from '../webhook-receiver.ts';

/** The state that the parts of the day share. */
export interface Day {
  readonly api: Api;
  readonly receiver: WebhookReceiver;
  /** Carries out one step, then runs the jobs, sends the webhooks and records what was sent. */
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Accepts the latest invitation that was e-mailed to an address. */
  accept(email: string, name: { firstName: string; lastName: string }): Promise<Person>;
  signIn(email: string): Promise<TestClient>;
}

/** @param end runs after each step, with its name */
export function openDay(api: Api, receiver: WebhookReceiver, end: (step: string) => Promise<void>): Day {
  return {
    api,
    receiver,
    async step(name, work) {
      const result = await work();
      await end(name);
      return result;
    },
    async accept(email, name) {
      const client = api.anonymous();
      const body = { token: await api.given.tokenFor(email), ...name, password };
      const { me } = await client.call(activation.accept, { body });
      return Object.assign(client, { email, userId: me.user.id, accountId: me.account.id });
    },
    async signIn(email) {
      const client = api.anonymous();
      await client.call(auth.signIn, { body: { email, password } });
      return client;
    },
  };
}
