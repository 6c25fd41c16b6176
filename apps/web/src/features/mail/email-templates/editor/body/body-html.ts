import { DOMSerializer, DOMParser as DocumentParser, type Node } from '@tiptap/pm/model';
import { bodySchema } from './extensions.ts';
import { inBraces, variablePattern } from './variable.ts';

/** Reads a body into the editor's document; each whole `{{ variable }}` in its text becomes a chip. */
export function readBody(html: string): Node {
  return DocumentParser.fromSchema(bodySchema).parse(withChips(html));
}

/** Writes the editor's document as a body: one line for each block, so that a place in it can be named. */
export function writeBody(document: Node): string {
  const serializer = DOMSerializer.fromSchema(bodySchema);
  const blocks = document.children.map((child) => {
    const holder = window.document.createElement('div');
    holder.append(serializer.serializeNode(child));
    for (const chip of holder.querySelectorAll<HTMLElement>('span[data-variable]')) {
      chip.replaceWith(inBraces(chip.dataset.variable ?? ''));
    }
    // In text every `<` is escaped, so this is the tag.
    return holder.innerHTML.replaceAll('<a data-button=""', '<a data-button');
  });
  // The editor keeps an empty line at the end to click into.
  if (blocks.length > 1 && blocks.at(-1) === '<p></p>') blocks.pop();
  return blocks.join('\n');
}

/** A body as the editor writes it, without spaces nobody sees. Tidying it again changes nothing more. */
export function tidyBody(html: string): string {
  // What was pushed into a block of its own (a button amid a text) leaves spaces for the second reading.
  return writeBody(readBody(writeBody(readBody(html))));
}

/** A body as the editor shows it on loading, for `setContent`. */
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

/** HTML as a document of its own, in which nothing runs and nothing is loaded. */
export function parseHtml(html: string): HTMLElement {
  // With its own start tag, or a leading script or style would go into the head.
  return new DOMParser().parseFromString(`<body>${html}`, 'text/html').body;
}

function chipOf(document: Document, expression: string): HTMLElement {
  const chip = document.createElement('span');
  chip.dataset.variable = expression.trim();
  return chip;
}
