/**
 * Returns the arguments and tags of an ICU message, e.g. `count:plural`, `name`, `<time>`; sorted and unique.
 * Parses enough of the syntax to compare two languages: nested plurals and selects are followed, quoted
 * braces are text.
 */
export function argumentsOf(message: string): string[] {
  const text = message.replace(/'[{}<][^']*'/g, '').replaceAll("''", "'");
  const found = new Set<string>();
  collect(text, found);
  for (const [, tag] of text.matchAll(/<([a-zA-Z]\w*)>/g)) found.add(`<${tag}>`);
  return [...found].sort();
}

function collect(text: string, found: Set<string>): void {
  for (const block of blocksOf(text)) {
    const [name = '', kind] = block.split(',', 2).map((part) => part.trim());
    if (kind === undefined) {
      found.add(name);
      continue;
    }
    found.add(`${name}:${kind}`);
    // The branches of a plural or select are blocks of text, which can contain arguments.
    for (const branch of blocksOf(block)) collect(branch, found);
  }
}

/** Returns the text inside each outermost pair of braces. */
function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '{') {
      if (depth === 0) start = index + 1;
      depth += 1;
    } else if (text[index] === '}') {
      depth -= 1;
      if (depth === 0) blocks.push(text.slice(start, index));
    }
  }
  return blocks;
}
