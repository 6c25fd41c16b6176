import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import { errorCodes, errorStatus } from '@muster/contracts/errors';
import { openApiDocument } from '@muster/contracts/openapi';
import { negotiateLocale, problemTexts } from '../i18n/translate.ts';
import type { Server } from './implement.ts';

const docsPage = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Muster API</title>
  <link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
  <div id="docs"></div>
  <script src="/api/docs/swagger-ui-bundle.js"></script>
  <script src="/api/docs/start.js"></script>
</body>
</html>`;

const docsStart = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true,
  defaultModelsExpandDepth: 0, docExpansion: 'list', validatorUrl: null });`;

/** The API's documentation: the OpenAPI document, a page to browse it, and a page per error code. */
export async function serveDocs({ app, deps }: Server): Promise<void> {
  const { publicUrl, version } = deps.config;
  const titleOf = (code: (typeof errorCodes)[number]) => problemTexts('en', code).title;
  let document: string | undefined;
  app.get('/api/openapi.json', async (_request, reply) => {
    // Written when somebody asks for the first time; few processes are ever asked.
    document ??= JSON.stringify(openApiDocument({ publicUrl, version, titleOf }));
    return reply.type('application/json').send(document);
  });
  app.get('/api/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(docsPage));
  app.get('/api/docs/start.js', async (_request, reply) => reply.type('text/javascript').send(docsStart));
  await app.register(fastifyStatic, {
    root: dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')),
    prefix: '/api/docs/',
    allowedPath: (path) => /^\/swagger-ui(-bundle\.js|\.css)$/.test(path),
    decorateReply: false,
    index: false,
    wildcard: true,
  });
  app.get<{ Params: { code: string } }>('/api/problems/:code', async (request, reply) => {
    const code = errorCodes.find((known) => known === request.params.code);
    if (!code) return reply.callNotFound();
    const locale = negotiateLocale(request.headers['accept-language']);
    const { title, detail } = problemTexts(locale, code, { seconds: 60, limit: 50, name: '…', email: '…' });
    return reply.type('text/html; charset=utf-8').send(problemPage({ locale, code, title, detail }));
  });
}

function problemPage(problem: {
  locale: string;
  code: keyof typeof errorStatus;
  title: string;
  detail: string;
}) {
  const { locale, code, title, detail } = problem;
  return `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Muster API</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}
code{background:color-mix(in srgb,currentColor 10%,transparent);padding:.1em .4em;border-radius:.3em}</style></head>
<body><main><p><code>${code}</code> · ${errorStatus[code]}</p><h1>${title}</h1><p>${detail}</p>
<p><a href="/api/docs">Muster API</a></p></main></body>
</html>`;
}
