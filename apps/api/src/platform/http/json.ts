import type { FastifyInstance } from 'fastify';

/**
 * Accepts JSON bodies and nothing else; an empty body is none at all. `__proto__` and `constructor` keys are refused.
 */
export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else parse(request, body as string, done);
  });
}
