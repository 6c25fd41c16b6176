import { readFileSync } from 'node:fs';
import { checkCatalogue } from './messages/catalogue-entries.ts';
import { asLookedUp, readApi, readWeb } from './messages/catalogues.ts';
import { compareLanguages, missingErrorTitles, unexplainedWords } from './messages/compare.ts';
import { checkUse } from './messages/usage.ts';

/**
 * Checks the messages: every language has every message with the same arguments, no message is unused, no
 * used one is missing, and each noun names its events and permissions. Run from the repository's root: `node tools/messages.ts`.
 */
const web = readWeb('apps/web/src');
const api = readApi('apps/api/src/platform/i18n/messages');
const faults = [
  ...compareLanguages('web', web),
  ...compareLanguages('api', api),
  ...missingErrorTitles(api),
  ...unexplainedWords(readFileSync('docs/domain-language.md', 'utf8')),
  ...checkCatalogue(web),
  ...checkUse(asLookedUp(web.en), 'apps/web/src'),
];

for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) process.exitCode = 1;
else process.stdout.write(`${web.en.size} messages of the SPA and ${api.en.size} of the API are complete.\n`);
