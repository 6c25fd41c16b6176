import type { Locale } from '@muster/contracts/kit/primitives';

/**
 * Renders a page of the documentation in its layout.
 * @param content.title the page title, as HTML
 * @param content.main the contents, as trusted HTML
 */
export function page({ locale, title, main }: { locale: Locale; title: string; main: string }): string {
  return `<!doctype html>
<html lang="${locale}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title} · Muster API</title>
  <link rel="stylesheet" href="/api/docs/docs.css">
</head>
<body>
  <header class="top">
    <a class="brand" href="/api/docs">Muster API</a>
    <nav aria-label="Muster API">
      <a href="/api/docs">Reference</a>
      <a href="/api/docs/guides/integrating">Guide</a>
      <a href="/api/docs/guides/changes">Changes</a>
    </nav>
  </header>
  <main class="text">${main}</main>
</body>
</html>
`;
}
