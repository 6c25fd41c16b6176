import { setImmediate as pause } from 'node:timers/promises';
import { MIMEType } from 'node:util';
import type { Endpoint } from '@muster/contracts/kit/endpoint';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import pLimit from 'p-limit';
import { Failure } from '../../errors.ts';
import { refuseHugeShape } from './json-shape.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    contract?: Endpoint;
  }
}

/**
 * Accepts JSON bodies in UTF-8 only (RFC 8259, section 8.1); an empty body counts as absent. Keys `__proto__` and
 * `constructor` are refused, as are bodies of a shape no contract needs (`refuseHugeShape`). Endpoints whose
 * contract has `rawBody` get the bytes unchanged, in the content types it names.
 */
export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  const parseUtf8 = async (request: FastifyRequest, body: Buffer): Promise<unknown> => {
    if (!['utf-8', 'utf8'].includes(charsetOf(request))) throw new Failure('unsupported_media_type');
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    parse(request, decode(body), (error, value) => (error ? reject(error) : resolve(value)));
    const value = await promise;
    refuseHugeShape(value);
    return value;
  };
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      if (request.routeOptions.config.contract?.rawBody?.includes('application/json')) return body;
      if (body.length === 0) return undefined;
      if (body.length < largeBytes) return parseUtf8(request, body);
      return oneAtATime(() => pause().then(() => parseUtf8(request, body)));
    },
  );
  const forms = ['application/x-www-form-urlencoded', 'multipart/form-data'];
  app.addContentTypeParser(forms, { parseAs: 'buffer' }, (request, body, done) => {
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
    if (request.routeOptions.config.contract?.rawBody?.includes(type)) done(null, body);
    else done(new Failure('unsupported_media_type'));
  });
}

/** Bodies of this size or more are parsed one at a time, each after the requests that wait. */
const largeBytes = 65_536;
const oneAtATime = pLimit(1);

function charsetOf({ headers }: FastifyRequest): string {
  return (new MIMEType(headers['content-type'] ?? '').params.get('charset') ?? 'utf-8').toLowerCase();
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws Failure `malformed_json` for bytes that are not UTF-8 */
function decode(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    throw new Failure('malformed_json');
  }
}
