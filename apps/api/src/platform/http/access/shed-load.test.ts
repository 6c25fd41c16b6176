import { setImmediate as turn } from 'node:timers/promises';
import { users } from '@muster/contracts/people/users';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { Failure } from '../../errors.ts';
import { shedLoad } from './shed-load.ts';

/** A server that answers what its load lets through; `late` keeps its event loop busy until it has noticed. */
async function serverWith(from: { bulk: number; everything: number }) {
  const app = Fastify();
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof Failure)) throw error;
    return reply.code(error.status).header('retry-after', error.details.retryAfter).send();
  });
  await shedLoad(app, from);
  const answer = async () => 'done';
  app.get('/healthz', answer);
  app.get('/bulk', { config: { contract: users.batch } }, answer);
  app.get('/export', { config: { contract: users.export } }, answer);
  app.get('/one', { config: { contract: users.get } }, answer);
  app.get('/static', answer);
  await app.ready();
  const statuses = async () => {
    const paths = ['/healthz', '/bulk', '/export', '/one', '/static'];
    const answers = await Promise.all(paths.map((url) => app.inject({ url })));
    return answers.map(({ statusCode, headers }) => [statusCode, headers['retry-after']].join(' ').trim());
  };
  const late = async (isLate: () => boolean) => {
    while (!isLate()) {
      const end = performance.now() + 60;
      while (performance.now() < end);
      await turn();
    }
  };
  return { app, statuses, late };
}

test('nothing is refused while the event loop is on time', async () => {
  const { app, statuses } = await serverWith({ bulk: 100_000, everything: 200_000 });
  expect(await statuses()).toEqual(['200', '200', '200', '200', '200']);
  await app.close();
});

test('bulk work is refused first, then everything but what the operator’s tools ask', async () => {
  const some = await serverWith({ bulk: 20, everything: 100_000 });
  const all = await serverWith({ bulk: 10, everything: 20 });
  await some.late(() => some.app.isUnderPressure() && all.app.isUnderPressure());
  const [ofSome, ofAll] = await Promise.all([some.statuses(), all.statuses()]);
  expect(ofSome).toEqual(['200', '503 5', '503 5', '200', '200']);
  expect(ofAll).toEqual(['200', '503 5', '503 5', '503 5', '503 5']);
  await Promise.all([some.app.close(), all.app.close()]);
});
