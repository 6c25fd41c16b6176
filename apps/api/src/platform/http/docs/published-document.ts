import { openApiDocument } from '@muster/contracts/openapi/openapi';
import { problemTexts } from '../../i18n/translate.ts';

/** The OpenAPI document as it is committed (`docs/openapi.json`): of no installation, and of no release. */
export function publishedDocument(): string {
  const document = openApiDocument({
    publicUrl: 'https://muster.example',
    version: '1.0.0',
    textsOf: (code) => problemTexts('en', code, exampleValues),
  });
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** What stands in the texts of problems where there is no problem yet. */
export const exampleValues = { seconds: 60, limit: 50, name: '…', email: '…', ip: '…', scopes: '…' };
