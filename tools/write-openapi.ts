import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { problemTexts } from '../apps/api/src/platform/i18n/translate.ts';
import { openApiDocument } from '../packages/contracts/src/openapi.ts';

/** Writes the OpenAPI document to a file: `node tools/write-openapi.ts <file>`. */
const [file = fileURLToPath(new URL('../openapi.json', import.meta.url))] = process.argv.slice(2);
const document = openApiDocument({
  publicUrl: 'https://muster.example',
  version: '1.0.0',
  titleOf: (code) => problemTexts('en', code).title,
});
writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
