import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { beforeAll, expect, test } from 'vitest';
import { publishedDocument } from '../../src/platform/http/docs/published-document.ts';
import { useApi } from '../harness.ts';
import { type Account, anAccount } from './accounts.ts';
import { type Answer, type Operation, readDocument } from './document.ts';
import { type Drawn, requestsOf } from './requests.ts';
import type { Ids } from './values.ts';

const api = useApi();
/** `FUZZ_SEED` selects other requests; `FUZZ_RUNS` sets the number of requests per operation. */
const seed = Number(process.env.FUZZ_SEED ?? 20261122);
const runs = Number(process.env.FUZZ_RUNS ?? 25);
const described = readDocument(JSON.parse(publishedDocument()));
const unknownId = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';

let otherAccountsIds: string[] = [];
let sent = 0;
const statuses = new Map<number, number>();
const succeeded = new Set<string>();

interface Caller {
  readonly name: string;
  send(options: InjectOptions): Promise<Answer>;
}

beforeAll(async () => {
  otherAccountsIds = Object.values((await anAccount(api, described)).ids).flat();
});

function callersOf({ owner, key }: Account): Caller[] {
  const withKey = api.anonymous();
  const authorization = `Bearer ${key}`;
  return [
    { name: 'the owner', send: (options) => once(owner, options) },
    { name: 'nobody', send: (options) => once(api.anonymous(), options) },
    {
      name: 'an API key',
      send: (options) => once(withKey, { ...options, headers: { authorization, ...options.headers } }),
    },
  ];
}

/**
 * Ids for an operation: mostly of its own noun or of the field's, some of others, of another account or
 * unknown.
 */
function idsFor(operation: Operation, { ids }: Account): Ids {
  const [noun = ''] = operation.id.split('.');
  const any = [...Object.values(ids).flat(), ...otherAccountsIds, unknownId];
  return (name) => {
    const kind = /user|^ids$/i.test(name) ? 'users' : /group/i.test(name) ? 'groups' : noun;
    const right = ids[kind] ?? [];
    // Two of three are of the right kind.
    const often = Math.ceil((2 * any.length) / Math.max(right.length, 1));
    return [...any, ...Array.from({ length: often }, () => right).flat()];
  };
}

/** One call; a live stream is opened, but not read to its end. */
async function once(client: ReturnType<typeof api.anonymous>, options: InjectOptions): Promise<Answer> {
  if (!options.url?.toString().includes('/events-stream')) return client.raw(options);
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { cookie, ...options.headers };
  const answer = await api.app.inject({ ...options, headers, payloadAsStream: true });
  const isLive = answer.statusCode === 200;
  if (isLive) answer.stream().destroy();
  const chunks: Buffer[] = isLive ? [] : await answer.stream().toArray();
  const text = Buffer.concat(chunks).toString();
  return { status: answer.statusCode, headers: answer.headers, body: isLive ? text : JSON.parse(text) };
}

/** What is wrong with the response to a request, or undefined. */
function faultIn(operation: Operation, drawn: Drawn, answer: Answer): string | undefined {
  const fault = described.faultOf(operation, answer);
  if (fault) return fault;
  if (
    'json' in drawn &&
    answer.status < 400 &&
    operation.body &&
    // Each entry is checked on its own and refused in the answer.
    operation.id !== 'users.batch' &&
    !described.isShaped(operation, trimmed(drawn.json))
  )
    return 'the document refuses this body, the API does not';
  return undefined;
}

/** Trims texts as the API does. */
function trimmed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, inner) => (typeof inner === 'string' ? inner.trim() : inner));
}

test.each(described.operations.map((operation) => [operation.id, operation] as const))(
  '%s responds to any request as the OpenAPI document says',
  async (_id, operation) => {
    const account = await anAccount(api, described);
    const callers = callersOf(account);
    const request = requestsOf(operation, described, idsFor(operation, account));
    const who = fc.oneof(
      { weight: 4, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.constantFrom(1, 2, 2) },
    );
    for (const [drawn, index] of fc.sample(fc.tuple(request, who), { seed, numRuns: runs })) {
      const caller = callers[index] as Caller;
      const answer = await caller.send(drawn.options);
      sent += 1;
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status < 300) succeeded.add(operation.id);
      const fault = faultIn(operation, drawn, answer);
      expect(fault, fault && report(caller, drawn, answer)).toBeUndefined();
    }
  },
);

function report({ name }: Caller, { kind, options }: Drawn, { status, body }: Answer): string {
  const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 1500);
  const line = `${options.method} ${options.url?.toString().slice(0, 300)}`;
  const what = [`seed ${seed}, ${name}, ${kind}: ${line}`, shown(options.headers), shown(options.payload)];
  return [...what, `→ ${status} ${shown(body)}`].join('\n');
}

/** Operations that cannot succeed by chance: they need the right token, password, secret or state. */
const hardToDo = new RegExp(
  [
    '^auth.(signIn|refresh|resetPassword|confirmSignUp|resendSignUpCode)|^me.(changePassword|endSignIn|switchAccount)|^activation|^mailbox',
    '^account.logo|^notifications.unsubscribe|^emailTemplates.(get|restore)Version',
    '^emails.(receiveResend|retry)$|^bulkOperations.undo|^webhookDeliveries',
  ].join('|'),
);

test('every operation gets its number of requests, and nearly each succeeds at least once', () => {
  const others = described.operations.map(({ id }) => id).filter((id) => !hardToDo.test(id));
  const never = others.filter((id) => !succeeded.has(id));
  expect(sent).toBe(described.operations.length * runs);
  expect(never.length, `never succeeded: ${never}`).toBeLessThan(others.length / 10);
  // Both refusals and successes occur.
  for (const status of [200, 201, 204, 400, 401, 403, 404, 415, 422])
    expect(statuses.get(status), `answers with ${status}`).toBeGreaterThan(10);
});
