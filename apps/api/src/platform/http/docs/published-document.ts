import { openApiDocument } from '@muster/contracts/openapi/openapi';
import { problemTexts } from '../../i18n/translate.ts';

/**
 * The OpenAPI document as committed (`docs/openapi.json`), without the URL of an installation or the version
 * of a release.
 */
export function publishedDocument(): string {
  const document = openApiDocument({
    publicUrl: 'https://muster.example',
    version: '1.0.0',
    textsOf: (code) => problemTexts('en', code, exampleValues),
  });
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Example values for texts of problems in the documentation. */
export const exampleValues = { seconds: 60, limit: 50, name: '…', email: '…', ip: '…', scopes: '…' };
