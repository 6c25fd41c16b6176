import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type ReceivedEvent, verifyWebhook, WebhookVerificationError } from '@muster/client';

/** Remembers which events were handled. A table with a unique id is one, too, and outlives the process. */
export interface Seen {
  /** True the first time an id is given. */
  add(id: string): boolean | Promise<boolean>;
  /** Takes an id back, for an event that could not be handled. */
  remove(id: string): void | Promise<void>;
}

/** Forgets after three days, when Muster tries no more. */
export function seenInMemory(keptFor = 3 * 24 * 3_600_000): Seen {
  const ids = new Map<string, number>();
  return {
    add(id) {
      const now = Date.now();
      // The oldest come first.
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
 * Receives Muster's webhooks: believes only what is signed, handles each event once however often it comes.
 * @param options.secrets the endpoint's `whsec_…`; two while you change from one to the other
 * @param options.handle what is done; when it fails, Muster is told and tries again later
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

/** The bytes as they came: the signature is over these, not over what they mean. */
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
