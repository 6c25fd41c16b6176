import { setTimeout as sleep } from 'node:timers/promises';
import type { Dispatcher } from 'undici';

const longest = 1024;
/** How long to wait for the body, in milliseconds; the status has already decided. */
const patienceMs = 1_000;

/**
 * The beginning of a response as text: at most a kilobyte, spaces for line breaks and tabs, no other control
 * characters. The rest of the response is discarded.
 * @param body the response body; read or destroyed afterwards
 */
export async function readExcerpt(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Uint8Array[] = [];
  const read = async () => {
    let size = 0;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > longest) return;
    }
  };
  const patience = new AbortController();
  const isOver = sleep(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined);
  // A connection that breaks after the status changes nothing.
  await Promise.race([read().catch(() => undefined), isOver]);
  patience.abort();
  if (!body.readableEnded) body.on('error', () => undefined).destroy();
  const bytes = Buffer.concat(chunks).subarray(0, longest);
  const text = new TextDecoder().decode(bytes, { stream: true });
  return text.replace(/[\r\n\t]+/g, ' ').replace(/\p{Cc}/gu, '');
}
