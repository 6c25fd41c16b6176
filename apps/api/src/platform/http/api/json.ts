import { MIMEType } from 'node:util';
import type { Endpoint } from '@muster/contracts/kit/endpoint';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Failure } from '../../errors.ts';
import { parseJson } from './read-body.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    contract?: Endpoint;
  }
}

/** A JSON body that another thread parses, because it is large. */
export class LargeBody {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

/** Bodies above this size are large, in bytes. What costs most to refuse, ten thousand wrong items, is 40 kB. */
const largeBytes = 16_384;

/**
 * Accepts JSON bodies in UTF-8 only (RFC 8259, section 8.1); an empty body counts as absent. A large one becomes a
 * `LargeBody`. Endpoints whose contract has `rawBody` get the bytes unchanged, in the content types it names.
 */
export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      if (request.routeOptions.config.contract?.rawBody?.includes('application/json')) return body;
      if (body.length === 0) return undefined;
      if (!['utf-8', 'utf8'].includes(charsetOf(request))) throw new Failure('unsupported_media_type');
      return body.length <= largeBytes ? parseJson(body) : new LargeBody(body);
    },
  );
  const forms = ['application/x-www-form-urlencoded', 'multipart/form-data'];
  app.addContentTypeParser(forms, { parseAs: 'buffer' }, (request, body, done) => {
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
    if (request.routeOptions.config.contract?.rawBody?.includes(type)) done(null, body);
    else done(new Failure('unsupported_media_type'));
  });
}

function charsetOf({ headers }: FastifyRequest): string {
  return (new MIMEType(headers['content-type'] ?? '').params.get('charset') ?? 'utf-8').toLowerCase();
}
