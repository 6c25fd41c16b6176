import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { type ErrorCode, errorCodes, errorStatus } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import { openApiDocument } from '@muster/contracts/openapi/openapi';
import { negotiateLocale, problemTexts } from '../../i18n/translate.ts';
import type { Server } from '../api/implement.ts';
import { guideNames, guidePage } from './guides.ts';
import { page } from './page.ts';
import { exampleValues } from './published-document.ts';

const assets = new URL('./assets/', import.meta.url);
const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const html = 'text/html; charset=utf-8';

/**
 * Serves the API's documentation: the OpenAPI document, a page to browse it and to try it out, the guides,
 * and a page per error code. Nothing is loaded from elsewhere, so it works offline and under the same CSP as
 * the app.
 */
export async function serveDocs({ app, deps }: Server): Promise<void> {
  const { publicUrl, version } = deps.config;
  let document: string | undefined;
  app.get('/api/openapi.json', async (_request, reply) => {
    // Built at the first request, since few processes ever get one.
    document ??= JSON.stringify(
      openApiDocument({
        publicUrl,
        version,
        textsOf: (code) => problemTexts('en', code, exampleValues),
      }),
    );
    return reply.type('application/json').send(document);
  });
  app.get('/api/docs', async (_request, reply) =>
    reply.type(html).send(await readFile(new URL('index.html', assets))),
  );
  await app.register(fastifyStatic, {
    root: [fileURLToPath(assets), swaggerUi],
    prefix: '/api/docs/',
    allowedPath: (path) =>
      /^\/(swagger-ui(-bundle\.js|\.css)|docs\.css|(start|color-scheme)\.js)$/.test(path),
    decorateReply: false,
    index: false,
    wildcard: true,
  });
  app.get<{ Params: { name: string } }>('/api/docs/guides/:name', async (request, reply) => {
    const name = guideNames.find((known) => known === request.params.name);
    return name ? reply.type(html).send(await guidePage(name)) : reply.callNotFound();
  });
  app.get<{ Params: { code: string } }>('/api/problems/:code', async (request, reply) => {
    const code = errorCodes.find((known) => known === request.params.code);
    if (!code) return reply.callNotFound();
    return reply.type(html).send(problemPage(negotiateLocale(request.headers['accept-language']), code));
  });
}

/** The page that explains an error code, in the reader's language. */
export function problemPage(locale: Locale, code: ErrorCode): string {
  const { title, detail } = problemTexts(locale, code, exampleValues);
  const main = `<p><code>${code}</code> · ${errorStatus[code]}</p><h1>${title}</h1><p>${detail}</p>`;
  return page({ locale, title, main });
}
