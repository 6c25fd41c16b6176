import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type ReceivedEvent, verifyWebhook, WebhookVerificationError } from '@muster/client';

/** Remembers which events were handled. Use a table with a unique id if it has to survive a restart. */
export interface Seen {
  /** Adds an id; true if it is new. */
  add(id: string): boolean | Promise<boolean>;
  /** Removes an id, for an event that could not be handled. */
  remove(id: string): void | Promise<void>;
}

/** Keeps ids in memory for three days, after which Muster stops retrying. @param keptFor in milliseconds */
export function seenInMemory(keptFor = 3 * 24 * 3_600_000): Seen {
  const ids = new Map<string, number>();
  return {
    add(id) {
      const now = Date.now();
      // The oldest ids come first.
      for (const [old, time] of ids) {
        if (now - time < keptFor) break;
        ids.delete(old);
      }
      if (ids.has(id)) return false;
      ids.set(id, now);
      return true;
    },
    remove: (id) => void ids.delete(id),
  };
}

const largest = 1_000_000;

/**
 * Receives Muster's webhooks: accepts only signed requests, and handles each event once, even if it is
 * delivered several times.
 * @param options.secrets the endpoint's `whsec_…`; two during a rotation
 * @param options.handle called for each event; if it throws, Muster retries later
 */
export function createReceiver(options: {
  readonly secrets: readonly string[];
  readonly seen: Seen;
  readonly handle: (event: ReceivedEvent) => Promise<void>;
}): Server {
  return createServer(async (request, response) => {
    response.statusCode = await answer(request, options).catch(() => 500);
    response.end();
  });
}

async function answer(
  request: IncomingMessage,
  { secrets, seen, handle }: Parameters<typeof createReceiver>[0],
): Promise<number> {
  if (request.method !== 'POST') return 405;
  const body = await read(request);
  if (!body) return 413;
  let event: ReceivedEvent;
  try {
    event = await verifyWebhook(body, request.headers, secrets);
  } catch (error) {
    if (error instanceof WebhookVerificationError) return 400;
    throw error;
  }
  if (!(await seen.add(event.id))) return 204;
  try {
    await handle(event);
    return 204;
  } catch (error) {
    await seen.remove(event.id);
    throw error;
  }
}

/** Reads the raw bytes, because the signature covers them and not the parsed body. */
async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > largest) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
