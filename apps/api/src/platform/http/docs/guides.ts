import { readFile } from 'node:fs/promises';
import { Marked } from 'marked';
import { page } from './page.ts';

/** The guides that integrators can read here; `docs/guides` is the source. */
export const guideNames = ['integrating', 'client', 'webhooks', 'changes', 'importing'] as const;
export type GuideName = (typeof guideNames)[number];

const folder = new URL('../../../../../../docs/guides/', import.meta.url);
const isGuide = (name: string) => guideNames.some((known) => known === name);

const markdown = new Marked({
  renderer: {
    // Guides link to each other as files; links to other files of the repository become text.
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      const [, name = '', part = ''] = /^([\w-]+)\.md(#.*)?$/.exec(href) ?? [];
      const target = isGuide(name) ? `/api/docs/guides/${name}${part}` : href;
      return /^(https?:|\/|#)/.test(target) ? `<a href="${target}">${text}</a>` : text;
    },
    heading({ tokens, depth, text }) {
      const id = text
        .toLowerCase()
        .replace(/[^\w ]/g, '')
        .replaceAll(' ', '-');
      return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>`;
    },
    code({ text }) {
      const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      return `<pre tabindex="0"><code>${safe}</code></pre>`;
    },
  },
});

/**
 * Renders a guide of `docs/guides` as a page.
 * @throws Error if the file does not exist
 */
export async function guidePage(name: GuideName): Promise<string> {
  const text = await readFile(new URL(`${name}.md`, folder), 'utf8');
  const title = /^# (.+)$/m.exec(text)?.[1] ?? name;
  return page({ locale: 'en', title, main: scrollable(await markdown.parse(text)) });
}

/** Lets wide tables scroll by themselves, also with the keyboard. */
function scrollable(html: string): string {
  return html
    .replaceAll('<table>', '<div class="wide" role="region" aria-label="Table" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>');
}
