import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { EmailTemplateKey } from '../../packages/contracts/src/catalogue.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

// The API names e-mails for integrators; the app has its own names for filters and sentences.
test.each(['en', 'de'])('API and app use the same name for each e-mail in %s', (language) => {
  const { kinds } = read(`apps/api/src/platform/i18n/messages/${language}.json`).emails;
  const { template } = read(`apps/web/src/platform/i18n/messages/${language}.json`).emails;
  for (const key of EmailTemplateKey.options) expect(template[key]).toBe(kinds[key].name);
});
