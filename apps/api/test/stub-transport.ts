import type {
  DeliveryResult,
  EmailTransport,
  OutgoingMessage,
} from '../src/platform/email/transports/transport.ts';
import type { Api } from './harness.ts';

/** Decides the result of each e-mail of a batch. */
export type Fate = (message: OutgoingMessage, attempt: number) => DeliveryResult;

export const taken: DeliveryResult = { outcome: 'sent', providerId: null };

/**
 * Lets the application send through a transport with the given results.
 * @returns the batches it received, and a function that restores the transport
 */
export function stubTransport(api: Api, fate: Fate = () => taken, options: Partial<EmailTransport> = {}) {
  const batches: { id: string; messages: readonly OutgoingMessage[] }[] = [];
  const original = api.deps.emailTransport;
  const transport: EmailTransport = {
    name: 'smtp',
    concurrency: 1,
    repeatsWholeBatches: false,
    mailsPerBatch: 100,
    batchesAhead: 1,
    mailsPerSecond: () => 100,
    isBusy: () => false,
    ready: async () => undefined,
    async *deliver(batch) {
      batches.push(batch);
      const attempt = batches.length;
      yield batch.messages.map((message) => ({ messageId: message.id, result: fate(message, attempt) }));
    },
    check: async () => ({ status: 'ok', detail: null }),
    interrupt: () => undefined,
    close: async () => undefined,
    ...options,
  };
  Object.assign(api.deps, { emailTransport: transport });
  return { batches, restore: () => Object.assign(api.deps, { emailTransport: original }) };
}

/** Makes all delayed jobs ready. */
export async function letTimePass(api: Api): Promise<void> {
  await api.deps.pool.query(`UPDATE pgboss.job SET start_after = now() WHERE state IN ('created', 'retry')`);
}
