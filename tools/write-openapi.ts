import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { publishedDocument } from '../apps/api/src/platform/http/docs/published-document.ts';
import { surfaceOf } from './openapi/surface.ts';

const inDocs = (name: string) => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));

/**
 * Writes the OpenAPI document to `docs/openapi.json` and appends new lines of its public surface to
 * `docs/openapi-v1.txt`; existing lines stay. With a file as argument, only writes the document to that file.
 */
const [file] = process.argv.slice(2);
const document = publishedDocument();
writeFileSync(file ?? inDocs('openapi.json'), document);
if (file === undefined) {
  const baseline = inDocs('openapi-v1.txt');
  const before = existsSync(baseline) ? readFileSync(baseline, 'utf8').trim().split('\n') : [];
  const all = new Set([...before, ...surfaceOf(JSON.parse(document))]);
  writeFileSync(baseline, `${[...all].sort().join('\n')}\n`);
}
