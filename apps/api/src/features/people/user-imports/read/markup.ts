import { type Handler, Parser } from 'htmlparser2';
import { refuseFile } from './invalid-file.ts';

/** Characters of one tag or attribute; no spreadsheet writes longer ones. */
const maxTag = 200_000;
/** Elements of one part: a hundred thousand rows of thirty cells have twelve million. */
const maxElements = 15_000_000;

/** The name of an element or attribute without its namespace: `x:row` is `row`. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Attributes by their names without namespaces. */
export function localAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [localName(name), value]));
}

/** What a reader of markup does with it. */
export type MarkupHandler = Partial<Pick<Handler, 'onopentag' | 'ontext' | 'onclosetag'>>;

/**
 * Parses XML or HTML piece by piece; never holds more than a piece and one tag.
 * @param source the text
 * @param handler gets the elements
 * @param isXml whether names have their case and every element is closed
 * @returns after each piece, to take what the handler has found
 * @param most how many elements there may be
 * @throws Failure `file_invalid` for a tag without end, or too many elements
 */
export async function* parseMarkup(
  source: AsyncIterable<string>,
  handler: MarkupHandler,
  isXml: boolean,
  most = maxElements,
): AsyncGenerator<void> {
  let open = 0;
  let elements = 0;
  const count: MarkupHandler['onopentag'] = (...values) => {
    elements += 1;
    handler.onopentag?.(...values);
  };
  const onward =
    <A extends unknown[]>(call: ((...values: A) => void) | undefined) =>
    (...values: A) => {
      open = 0;
      call?.(...values);
    };
  const parser = new Parser(
    {
      onopentag: onward(count),
      ontext: onward(handler.ontext),
      onclosetag: onward(handler.onclosetag),
      oncomment: onward(undefined),
    },
    { xmlMode: isXml },
  );
  for await (const text of source) {
    open += text.length;
    parser.write(text);
    if (elements > most) refuseFile('workbook_too_large');
    if (open > maxTag) refuseFile('workbook_broken');
    yield;
  }
  parser.end();
  yield;
}
