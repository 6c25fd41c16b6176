import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { api } from '../../packages/contracts/src/api.ts';
import { type Domain, type Noun, nouns } from '../../packages/contracts/src/nouns.ts';

const root = path.resolve(import.meta.dirname, '../..');
const has = (...parts: string[]) => existsSync(path.join(root, ...parts));
const kebab = (noun: string) => noun.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const folders = (...parts: string[]) =>
  readdirSync(path.join(root, ...parts)).filter((name) => !name.includes('.'));
/** Lists the folders of nouns inside those of their domains, as `<domain>/<noun>`. */
const inDomains = (...parts: string[]) =>
  folders(...parts).flatMap((domain) => folders(...parts, domain).map((noun) => `${domain}/${noun}`));

/** Folders a noun does not have, and why. */
const missing: Readonly<Record<string, readonly string[]>> = {
  // Activation and sign-in work on the rows of invitations, users and identities.
  activation: ['prisma'],
  // Shown on the user's page and on Overview.
  invitations: ['e2e'],
  // Used from the users list.
  'saved-views': ['web'],
  // Read by programs, not at a screen.
  'event-feed': ['e2e'],
  // No rows of its own: describes the installation, for the sign-in page.
  service: ['prisma', 'web', 'e2e'],
  // Captured e-mails: `service` serves them, `emails` stores them.
  mailbox: ['prisma', 'api', 'e2e'],
  // What is posted to an endpoint: its tables and its screen belong to `webhook-endpoints`.
  'webhook-deliveries': ['prisma', 'web', 'e2e'],
};

const roomsOf = (noun: Noun, domain: Domain): Readonly<Record<string, boolean>> => ({
  contracts:
    has('packages/contracts/src', domain, `${noun}.ts`) &&
    has('packages/contracts/src', domain, `${noun}.manifest.ts`),
  prisma: has('prisma/schema', domain, `${noun}.prisma`),
  api: has('apps/api/src/features', domain, noun, 'feature.ts'),
  web: has('apps/web/src/features', domain, noun),
  e2e: has('e2e', domain, `${noun}.spec.ts`),
});

test('the list of nouns names those of the API, in its order', () => {
  expect(Object.keys(nouns)).toEqual(Object.keys(api).map(kebab));
});

const listed = Object.entries(nouns) as [Noun, Domain][];

describe.each(listed)('%s', (noun, domain) => {
  test('has its five rooms', () => {
    const rooms = roomsOf(noun, domain);
    const expected = Object.fromEntries(
      Object.keys(rooms).map((room) => [room, !missing[noun]?.includes(room)]),
    );
    expect(rooms).toEqual(expected);
  });
});

/** Features of the web app to which nothing leads by itself, and why. */
const withoutPlaces: Readonly<Record<string, string>> = {
  'people/invitations': "Only the names of its events: it is shown on the user's page and on Overview.",
  'people/bulk-operations': 'Only the names of its events: its page is part of the users list.',
  'integrations/event-feed': 'Only the name of its permission: programs read it.',
};

test.each(inDomains('apps/web/src/features'))(
  '%s has places that lead to it, or a reason not to',
  (feature) => {
    const isListed = feature in withoutPlaces;
    expect(has('apps/web/src/features', feature, 'places.ts')).toBe(!isListed);
  },
);

test('no folder contains a noun that is not in the list', () => {
  const known = new Set(listed.map(([noun, domain]) => `${domain}/${noun}`));
  // Screens over several nouns.
  const others = ['account/overview', 'learning/my-learning'];
  const strays = [...inDomains('apps/api/src/features'), ...inDomains('apps/web/src/features')].filter(
    (place) => !known.has(place) && !others.includes(place),
  );
  expect(strays).toEqual([]);
});
