import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { Server } from './api/implement.ts';
import { sendProblem } from './api/problem.ts';
import { pageMatcher } from './pages.ts';
import { reading } from './protocol/answers.ts';
import { sendOtherMethod } from './protocol/methods.ts';

const built = fileURLToPath(new URL('../../../../web/dist/', import.meta.url));
/** Written by the build of the web app. */
const listOfPages = 'pages.json';

/**
 * Serves the built admin app: hashed files with a cache time of a year, and its page for every URL of a page; for other
 * URLs the page says with status 404 that there is nothing. Unknown URLs under `/api` get a problem document
 * instead. In development, Vite serves the app.
 * @param root the folder of the built app
 */
export async function serveSpa({ app, deps }: Server, root: string = built): Promise<void> {
  // Builds of earlier versions have no list.
  const isBuilt = existsSync(root + listOfPages);
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root,
      preCompressed: true,
      index: false,
      wildcard: false,
      globIgnore: [listOfPages],
      setHeaders(reply, path) {
        const isHashed = path.includes('/assets/');
        const caching = isHashed ? 'public, max-age=31536000, immutable' : 'no-cache';
        // The page itself is tiny and changes with each release; the activation page must never be cached.
        reply.header('Cache-Control', path.includes('index.html') ? 'no-store' : caching);
      },
    });
  }
  const isPage = isBuilt ? pageMatcher(JSON.parse(readFileSync(root + listOfPages, 'utf8'))) : () => false;
  app.setNotFoundHandler((request, reply) => {
    // A script of an earlier build no longer exists; sending the page instead would run it as a script.
    const isElsewhere = !isBuilt || /^\/+(api|assets)(\/|\?|$)/i.test(request.url);
    const isKnown = !isElsewhere && isPage(request.url);
    if (isKnown && !reading.includes(request.method))
      return sendOtherMethod(request, reply, deps, [...reading, 'OPTIONS'].join(', '));
    if (isElsewhere || !reading.includes(request.method))
      return sendProblem(reply, request, deps, 'not_found');
    return reply.code(isKnown ? 200 : 404).sendFile('index.html', { cacheControl: false });
  });
}
