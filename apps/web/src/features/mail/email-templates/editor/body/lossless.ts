import { parseHtml, tidyBody } from './body-html.ts';
import { inBraces, variablePattern } from './variable.ts';

const sameTag: Readonly<Record<string, string>> = { b: 'strong', i: 'em', del: 's', strike: 's' };
const inlineTags = new Set(['strong', 'em', 'u', 's', 'a', 'span', 'small', 'sub', 'sup', 'code']);
// Adding or removing these tags (e.g. a paragraph inside a list item) loses nothing.
const silentTags = new Set(['p', 'div', 'span']);

/** Whether the visual editor preserves everything in a body. If not, the body is edited as HTML. */
export function isLossless(html: string): boolean {
  return contentsOf(html) === contentsOf(tidyBody(html));
}

interface Run {
  readonly marks: string;
  text: string;
}

/** The contents of a body regardless of tag names and nesting: its words and their marks. */
export function contentsOf(html: string): string {
  // Blocks as their labels, words as runs with the same marks.
  const found: (string | Run)[] = [];
  const addText = (marks: string, text: string) => {
    const last = found.at(-1);
    if (typeof last === 'object' && last.marks === marks) last.text += text;
    else found.push({ marks, text });
  };
  const visit = (node: Node, marks: readonly string[]) => {
    if (node instanceof Text) {
      const text = node.data.replace(variablePattern('gi'), (_, words: string) => inBraces(words));
      addText([...marks].sort().join(' '), text);
      return;
    }
    if (!(node instanceof HTMLElement)) return;
    const tag = sameTag[node.localName] ?? node.localName;
    const attributes = attributesOf(node);
    const label = silentTags.has(tag) && attributes === '' ? '' : `${tag}${attributes}`;
    const isInline = inlineTags.has(tag);
    if (!isInline) found.push(label);
    const inside = isInline && label !== '' ? [...marks, label] : marks;
    for (const child of node.childNodes) visit(child, inside);
    if (!isInline) found.push('');
  };
  for (const child of parseHtml(html).childNodes) visit(child, []);
  return found
    .map((run) => (typeof run === 'string' ? run : linesOf(run)))
    .filter((line) => line !== '')
    .join('\n');
}

/** Formats a run. Plain spaces are ignored, whatever their marks; non-breaking spaces count as words. */
function linesOf({ marks, text }: Run): string {
  const words = text.replace(/[ \t\r\n\f]+/g, ' ').replace(/^ | $/g, '');
  return words === '' ? '' : `${marks}:${words}`;
}

function attributesOf(element: HTMLElement): string {
  const kept = [...element.attributes]
    .filter(({ name }) => name !== 'class' && name !== 'id')
    .map(({ name, value }) => [name, name === 'style' ? value.replace(/\s+|;\s*$/g, '') : value.trim()])
    .filter(([name, value]) => name !== 'style' || value !== '');
  return kept
    .map(([name, value]) => `[${name}=${value}]`)
    .sort()
    .join('');
}
