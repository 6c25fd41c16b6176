import { parseHtml } from '../body/body-html.ts';

/** Texts that describe links. */
export interface LinkWords {
  readonly button: (label: string, target: string) => string;
  readonly link: (label: string, target: string) => string;
}

const blocks = 'p, h1, h2, h3, h4, li, blockquote, pre, div, hr';

/**
 * Renders a body as plain text, one line per block, with link targets, so that two texts can be compared.
 * @param words describes a link
 */
export function readableBody(html: string, words: LinkWords): string {
  const body = parseHtml(html);
  for (const link of body.querySelectorAll('a')) {
    const label = link.textContent ?? '';
    const target = link.getAttribute('href') ?? '';
    link.replaceWith('button' in link.dataset ? words.button(label, target) : words.link(label, target));
  }
  for (const image of body.querySelectorAll('img')) image.replaceWith(`[${image.alt || image.src}]`);
  for (const lineBreak of body.querySelectorAll('br')) lineBreak.replaceWith('\n');
  for (const block of body.querySelectorAll(blocks)) {
    if (block.localName === 'hr') block.replaceWith('\n———\n');
    else block.append('\n');
  }
  return (body.textContent ?? '')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
