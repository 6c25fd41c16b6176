import { defined } from '@muster/contracts/kit/defined';
import { type Endpoint, endpoint, endpoints } from '@muster/contracts/kit/endpoint';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import type { Dependencies } from '../../../dependencies.ts';
import { deprecationHeaders } from './deprecation.ts';
import { implement } from './implement.ts';

const contract = (deprecated?: Endpoint['deprecated']): Endpoint =>
  defined({
    ...endpoint({ method: 'GET', path: '/old', summary: 'Old', access: 'public', status: 200, errors: [] }),
    id: 'old.list',
    deprecated,
  });
const headers = (deprecated?: Endpoint['deprecated']) =>
  deprecationHeaders(contract(deprecated), 'https://muster.test');

test('an endpoint that is not deprecated has no headers', () => {
  expect(headers()).toBeUndefined();
});

test('a deprecated endpoint has headers with its dates and its replacement', () => {
  expect(headers({ since: '2027-01-01', sunset: '2027-07-01', replacement: '/api/v1/users' })).toEqual({
    Deprecation: '@1798761600',
    Sunset: 'Thu, 01 Jul 2027 00:00:00 GMT',
    Link:
      '<https://muster.test/api/docs/guides/changes>; rel="deprecation"; type="text/html", ' +
      '<https://muster.test/api/v1/users>; rel="successor-version"',
  });
  expect(headers({ since: '2027-01-01' })).not.toHaveProperty('Sunset');
});

test('an invalid date is an error at start-up', () => {
  expect(() => headers({ since: 'soon' })).toThrow('old.list is deprecated on soon');
});

test('each response of a deprecated endpoint has the headers, including refusals', async () => {
  const common = { method: 'GET', summary: 'Old', access: 'public', status: 204, errors: [] } as const;
  const old = endpoints('old', {
    list: endpoint({ ...common, path: '/old', deprecated: { since: '2027-01-01' } }),
    get: endpoint({ ...common, path: '/new' }),
  });
  const app = Fastify();
  const config = { publicUrl: 'https://muster.test' };
  implement({ app, deps: { config } as Dependencies }, old, { list: async () => {}, get: async () => {} });
  const ask = async (url: string) => (await app.inject(url)).headers.deprecation;
  expect(await ask('/api/v1/old')).toBe('@1798761600');
  expect(await ask('/api/v1/old?unknown=1')).toBe('@1798761600');
  expect(await ask('/api/v1/new')).toBeUndefined();
});
