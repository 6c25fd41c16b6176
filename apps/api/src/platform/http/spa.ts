import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { Server } from './api/implement.ts';
import { sendProblem } from './api/problem.ts';

const root = fileURLToPath(new URL('../../../../web/dist/', import.meta.url));

/**
 * Serves the built admin app: hashed files with a cache time of a year, and its page for every URL that is
 * not a file. Unknown URLs under `/api` get a problem document instead. In development, Vite serves the app.
 */
export async function serveSpa({ app, deps }: Server): Promise<void> {
  const isBuilt = existsSync(`${root}index.html`);
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root,
      preCompressed: true,
      index: false,
      wildcard: false,
      setHeaders(reply, path) {
        const isHashed = path.includes('/assets/');
        const caching = isHashed ? 'public, max-age=31536000, immutable' : 'no-cache';
        // The page itself is tiny and changes with each release; the activation page must never be cached.
        reply.header('Cache-Control', path.includes('index.html') ? 'no-store' : caching);
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    // A script of an earlier build no longer exists; sending the page instead would run it as a script.
    const isElsewhere = /^\/(api|assets)\//.test(request.url);
    const isPage = isBuilt && ['GET', 'HEAD'].includes(request.method) && !isElsewhere;
    if (!isPage) return sendProblem(reply, request, deps, 'not_found');
    return reply.sendFile('index.html', { cacheControl: false });
  });
}
