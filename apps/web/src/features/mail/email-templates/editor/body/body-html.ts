import { DOMSerializer, DOMParser as DocumentParser, type Node } from '@tiptap/pm/model';
import { bodySchema } from './extensions.ts';
import { inBraces, variablePattern } from './variable.ts';

/** Parses a body into the editor's document. Each complete `{{ variable }}` in its text becomes a chip. */
export function readBody(html: string): Node {
  return DocumentParser.fromSchema(bodySchema).parse(withChips(html));
}

/** Serialises the editor's document as a body, one line per block, so that errors can refer to a line. */
export function writeBody(document: Node): string {
  const serializer = DOMSerializer.fromSchema(bodySchema);
  const blocks = document.children.map((child) => {
    const holder = window.document.createElement('div');
    holder.append(serializer.serializeNode(child));
    for (const chip of holder.querySelectorAll<HTMLElement>('span[data-variable]')) {
      chip.replaceWith(inBraces(chip.dataset.variable ?? ''));
    }
    // Every `<` in text is escaped, so this matches only the tag.
    return holder.innerHTML.replaceAll('<a data-button=""', '<a data-button');
  });
  // The editor keeps an empty last paragraph to click into.
  if (blocks.length > 1 && blocks.at(-1) === '<p></p>') blocks.pop();
  return blocks.join('\n');
}

/** Normalises a body to the editor's own form, without invisible spaces. Idempotent. */
export function tidyBody(html: string): string {
  // Content moved to its own block (a button inside text) leaves spaces, which the second pass removes.
  return writeBody(readBody(writeBody(readBody(html))));
}

/** A body with chips for its variables, for `setContent`. */
export function withChips(html: string): HTMLElement {
  const body = parseHtml(html);
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node as Text);
  for (const text of texts) {
    const parts = text.data.split(variablePattern('i'));
    // `split` with one group: text, expression, text, expression, …
    const nodes = parts.map((part, index) => (index % 2 === 0 ? part : chipOf(body.ownerDocument, part)));
    text.replaceWith(...nodes);
  }
  return body;
}

/** Parses HTML into a separate, inert document: no script runs and nothing is loaded. */
export function parseHtml(html: string): HTMLElement {
  // With an explicit start tag: otherwise a leading script or style would be moved to the head.
  return new DOMParser().parseFromString(`<body>${html}`, 'text/html').body;
}

function chipOf(document: Document, expression: string): HTMLElement {
  const chip = document.createElement('span');
  chip.dataset.variable = expression.trim();
  return chip;
}
