import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { onServer } from '../global-setup.ts';
import type { Facts } from './facts.ts';

const timestamp = /\b20\d\d-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00|Z)/g;

/** The facts of a state, stored next to this file. */
export function readFacts(name: string): Facts {
  return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8'));
}

/**
 * Restores a state into an empty database. Moves all its times, as if it was saved two hours ago: otherwise
 * links, retries and stored responses would have expired.
 * @param name the name of the state, stored next to this file
 */
export async function restoreState(name: string, databaseUrl: string): Promise<void> {
  const left = Date.parse(readFacts(name).at);
  const shift = Date.now() - 2 * 3_600_000 - left;
  const dump = gunzipSync(readFileSync(new URL(`${name}.sql.gz`, import.meta.url))).toString('utf8');
  const moved = dump.replace(timestamp, (text) => {
    const iso = new Date(Date.parse(text.replace(' ', 'T').replace('+00', 'Z')) + shift).toISOString();
    return text.includes('T') ? iso : iso.replace('T', ' ').replace('Z', '+00');
  });
  await onServer(databaseUrl, [moved]);
}
