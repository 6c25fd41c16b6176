import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { api } from '../packages/contracts/src/api.ts';

const root = path.resolve(import.meta.dirname, '..');
const has = (...parts: string[]) => existsSync(path.join(root, ...parts));
const kebab = (noun: string) => noun.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const folders = (...parts: string[]) =>
  readdirSync(path.join(root, ...parts)).filter((name) => !name.includes('.'));

/** Rooms a noun does without, and why. */
const missing: Readonly<Record<string, readonly string[]>> = {
  // Activation and sign-in work on the rows of invitations, users and identities.
  activation: ['prisma'],
  // Seen on the user's page and on Overview.
  invitations: ['web', 'e2e'],
  // Worked with on the users list.
  'bulk-operations': ['web'],
  'saved-views': ['web'],
  // Read by programs, not at a screen.
  'event-feed': ['web', 'e2e'],
  // No rows of its own: what the installation offers, asked by the sign-in page.
  service: ['prisma', 'web', 'e2e'],
  // Captured mails: served by `service`, stored with `emails`.
  mailbox: ['contracts', 'prisma', 'api', 'e2e'],
  // What was posted to an endpoint: its contract and tables stand with `webhook-endpoints`, as does its screen.
  'webhook-deliveries': ['contracts', 'prisma', 'web', 'e2e'],
};

const roomsOf = (noun: string): Readonly<Record<string, boolean>> => ({
  contracts: has('packages/contracts/src', `${noun}.ts`),
  prisma: has('prisma/schema', `${noun}.prisma`),
  api: has('apps/api/src/features', noun, 'index.ts'),
  web: has('apps/web/src/features', noun),
  e2e: has('e2e', `${noun}.spec.ts`),
});

describe.each(Object.keys(api).map(kebab))('%s', (noun) => {
  test('has its five rooms', () => {
    const expected = Object.fromEntries(
      Object.keys(roomsOf(noun)).map((room) => [room, !missing[noun]?.includes(room)]),
    );
    expect(roomsOf(noun)).toEqual(expected);
  });
});

test('no room holds a noun that the API does not know', () => {
  const nouns = new Set(Object.keys(api).map(kebab));
  // Screens over several nouns.
  const others = ['overview', 'learning'];
  const strays = [...folders('apps/api/src/features'), ...folders('apps/web/src/features')].filter(
    (noun) => !nouns.has(noun) && !others.includes(noun),
  );
  expect(strays).toEqual([]);
});
