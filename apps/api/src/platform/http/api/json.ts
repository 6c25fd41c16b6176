import type { Endpoint } from '@muster/contracts/kit/endpoint';
import type { FastifyInstance } from 'fastify';
import { Failure } from '../../errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    contract?: Endpoint;
  }
}

/**
 * Accepts JSON bodies only; an empty body counts as absent. Keys `__proto__` and `constructor` are refused.
 * Endpoints whose contract has `rawBody` get the bytes unchanged, in the content types it names.
 */
export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (request.routeOptions.config.contract?.rawBody?.includes('application/json')) done(null, body);
    else if (body.length === 0) done(null, undefined);
    else parse(request, body.toString(), done);
  });
  const forms = ['application/x-www-form-urlencoded', 'multipart/form-data'];
  app.addContentTypeParser(forms, { parseAs: 'buffer' }, (request, body, done) => {
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
    if (request.routeOptions.config.contract?.rawBody?.includes(type)) done(null, body);
    else done(new Failure('unsupported_media_type'));
  });
}
