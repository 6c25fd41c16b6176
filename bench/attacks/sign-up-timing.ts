// Does the time of a sign-up tell whether an address is known? Signs up known and unknown addresses in turn and compares
// both samples: Welch's t, and Mann-Whitney's U as a z score. A value beyond 2.58 would be a difference at 99 %.
import { randomUUID } from 'node:crypto';
import { password } from '../../apps/api/test/process/people.ts';
import { startProduct } from '../harness.ts';

const pairs = Number(process.argv[2] ?? 200);
// Each request comes from another network, so that no limit of a network decides.
const product = await startProduct({ TRUST_PROXY: 'true', LOG_LEVEL: 'warn' });
const addresses = Array.from({ length: pairs }, () => ({
  known: `known.${randomUUID()}@example.org`,
  unknown: `other.${randomUUID()}@example.org`,
}));
await product.query(
  `INSERT INTO identities (id, email, email_display, name, password_hash, proved_at, updated_at)
   SELECT gen_random_uuid(), a, a, 'Known', 'none', now(), now() FROM unnest($1::text[]) AS a`,
  [addresses.map(({ known }) => known)],
);

/** @returns how long the answer took, in milliseconds, and what it says without ids and times */
async function signUp(email: string, index: number) {
  const start = performance.now();
  const answer = await fetch(`${product.url}/api/v1/auth/sign-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.${index >> 8}.${index & 255}.1` },
    body: JSON.stringify({ accountName: 'Acme', name: 'Olga Owner', email, password }),
  });
  const text = await answer.text();
  const took = performance.now() - start;
  return { took, said: `${answer.status} ${text.length} ${Object.keys(JSON.parse(text)).join()}` };
}

for (let round = 0; round < 20; round += 1) await signUp(`warm.${round}@example.org`, 60_000 + round);
const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
const said = new Set<string>();
for (const [index, pair] of addresses.entries()) {
  // Neither kind always comes first.
  const order = index % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const);
  for (const kind of order) {
    const answer = await signUp(pair[kind], 2 * index + order.indexOf(kind));
    times[kind].push(answer.took);
    said.add(answer.said);
  }
}
await product.stop();

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1);
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const { known, unknown } = times;
const t = (mean(known) - mean(unknown)) / Math.sqrt((variance(known) + variance(unknown)) / pairs);
const wins = known.reduce((sum, one) => sum + unknown.filter((other) => one > other).length, 0);
const z = (wins - pairs ** 2 / 2) / Math.sqrt((pairs ** 2 * (2 * pairs + 1)) / 12);
console.log(`answers: ${[...said].join(' | ')}`);
console.log(`median ms: known ${median(known).toFixed(2)}, unknown ${median(unknown).toFixed(2)}`);
console.log(`Welch t ${t.toFixed(2)}, Mann-Whitney z ${z.toFixed(2)}, over ${pairs} pairs`);
