import compress from '@fastify/compress';
import { isCompressed } from '@muster/contracts/kit/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { encodedTag } from './etag.ts';

/**
 * Compresses answers over 1 kB with Brotli or gzip: those of endpoints whose contract allows it (`isCompressed`), the
 * documentation, and files that are not compressed already. Register it before the routes.
 * @param app the server
 */
export async function compressAnswers(app: FastifyInstance): Promise<void> {
  app.addHook('onRoute', (route) => {
    const contract = route.config?.contract;
    if (contract && !isCompressed(contract)) route.compress = false;
  });
  await app.register(compress, { globalDecompression: false, encodings: ['br', 'gzip'] });
  // After the hook that compresses.
  app.addHook('onRoute', (route) => {
    if (route.compress === false || !route.config?.contract) return;
    route.onSend = [route.onSend ?? []].flat().concat(tagByEncoding);
  });
}

function tagByEncoding(
  _request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: (error: null, payload: unknown) => void,
): void {
  const tag = reply.getHeader('etag');
  const encoding = reply.getHeader('content-encoding');
  if (typeof tag === 'string' && typeof encoding === 'string')
    reply.header('ETag', encodedTag(tag, encoding));
  done(null, payload);
}
