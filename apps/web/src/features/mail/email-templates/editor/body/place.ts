import type { Node } from '@tiptap/pm/model';
import { inBraces } from './variable.ts';

/** A range of the editor's document. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Maps a position in the serialised body to the editor's document.
 * @param document the editor's document
 * @param body the same document serialised by `writeBody`, one line per block
 * @param line from 1
 * @param column from 1
 * @returns the chip or word that starts there, or the block if the position is outside text
 */
export function findPlace(document: Node, body: string, line: number, column: number): Range {
  const index = Math.min(line, document.childCount) - 1;
  const block = document.child(index);
  let start = 0;
  for (let at = 0; at < index; at += 1) start += document.child(at).nodeSize;
  const before = visibleLength((body.split('\n')[index] ?? '').slice(0, column - 1));
  let passed = 0;
  let found: Range | undefined;
  block.descendants((node, offset) => {
    if (found) return false;
    const text = node.type.name === 'variable' ? inBraces(String(node.attrs.expression)) : (node.text ?? '');
    const position = start + 1 + offset;
    if (text !== '' && before < passed + text.length) {
      found = node.isText ? wordAt(text, before - passed, position) : { from: position, to: position + 1 };
    }
    passed += text.length;
    return true;
  });
  return found ?? { from: start, to: start + block.nodeSize };
}

/** The number of visible characters in a piece of HTML. An incomplete tag has none. */
function visibleLength(html: string): number {
  const text = html.replace(/<[^>]*>?/g, '').replace(/&(?:#\d+|\w+);/g, ' ');
  return text.length;
}

function wordAt(text: string, offset: number, position: number): Range {
  const length = /^\{\{.*?(?:\}\}|$)|^\S*/.exec(text.slice(offset))?.[0].length ?? 0;
  return { from: position + offset, to: position + offset + Math.max(1, length) };
}
