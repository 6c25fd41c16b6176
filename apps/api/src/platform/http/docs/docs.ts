import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { type ErrorCode, errorCodes, errorStatus } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import { openApiDocument } from '@muster/contracts/openapi/openapi';
import type { FastifyRequest } from 'fastify';
import { negotiateLocale, problemTexts } from '../../i18n/translate.ts';
import type { Server } from '../api/implement.ts';
import { reading, sendTagged } from '../protocol/answers.ts';
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
  const serve = (url: string, type: string, textFor: (request: FastifyRequest) => Text) =>
    app.route({
      method: reading,
      url,
      handler: async (request, reply) => {
        const text = await textFor(request);
        if (text === undefined) return reply.callNotFound();
        // The same for everybody; `Accept-Language` chooses the language.
        return sendTagged(request, reply.headers(caching).type(type), text);
      },
    });
  serve('/api/openapi.json', 'application/json', () => {
    // Built at the first request, since few processes ever get one.
    document ??= JSON.stringify(
      openApiDocument({
        publicUrl,
        version,
        textsOf: (code) => problemTexts('en', code, exampleValues),
      }),
    );
    return document;
  });
  serve('/api/docs', html, () => readFile(new URL('index.html', assets), 'utf8'));
  await app.register(fastifyStatic, {
    root: [fileURLToPath(assets), swaggerUi],
    prefix: '/api/docs/',
    allowedPath: (path) =>
      /^\/(swagger-ui(-bundle\.js|\.css)|docs\.css|(start|color-scheme)\.js)$/.test(path),
    decorateReply: false,
    index: false,
    wildcard: true,
    cacheControl: false,
    setHeaders: (reply) => reply.header('Cache-Control', 'no-cache'),
  });
  serve('/api/docs/guides/:name', html, ({ params }) => {
    const name = guideNames.find((known) => known === (params as { name: string }).name);
    return name && guidePage(name);
  });
  serve('/api/problems/:code', html, ({ params, headers }) => {
    const code = errorCodes.find((known) => known === (params as { code: string }).code);
    return code && problemPage(negotiateLocale(headers['accept-language']), code);
  });
}

type Text = string | undefined | Promise<string>;

const caching = { 'Cache-Control': 'no-cache', Vary: 'accept-encoding, accept-language' };

/** The page that explains an error code, in the reader's language. */
export function problemPage(locale: Locale, code: ErrorCode): string {
  const { title, detail } = problemTexts(locale, code, exampleValues);
  const main = `<p><code>${code}</code> · ${errorStatus[code]}</p><h1>${title}</h1><p>${detail}</p>`;
  return page({ locale, title, main });
}
