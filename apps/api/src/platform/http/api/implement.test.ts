import cookie from '@fastify/cookie';
import { endpoint, endpoints } from '@muster/contracts/kit/endpoint';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import * as z from 'zod';
import type { Dependencies } from '../../../dependencies.ts';
import { implement } from './implement.ts';

const things = endpoints('things', {
  get: endpoint({
    method: 'GET',
    path: '/things',
    summary: 'Get a thing',
    access: 'public',
    status: 200,
    response: z.object({ name: z.string() }),
    errors: [],
  }),
});

/** The response of a server with this value as its thing. */
async function answerTo(thing: { name: string }, areAnswersChecked: boolean) {
  const app = Fastify();
  await app.register(cookie);
  const deps = { config: { areAnswersChecked, publicUrl: 'https://muster.test' } } as Dependencies;
  implement({ app, deps }, things, { get: async () => thing });
  const { statusCode, body } = await app.inject('/api/v1/things');
  return { statusCode, body: JSON.parse(body) };
}

test('a response with a field that the contract does not define fails where responses are checked', async () => {
  const tooMuch = { name: 'Ada', passwordHash: 'x' };
  const { statusCode, body } = await answerTo(tooMuch, true);
  expect(statusCode).toBe(500);
  expect(body.message).toContain('things.get answers something else than its contract says');
});

test('a response that matches the contract passes', async () => {
  for (const areAnswersChecked of [true, false])
    expect(await answerTo({ name: 'Ada' }, areAnswersChecked)).toEqual({
      statusCode: 200,
      body: { name: 'Ada' },
    });
});
