/** A token of pasted text: a word, quoted text, `<…>`, `(…)`, or a separator. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'angle' | 'paren' | 'comma' | 'semicolon';
  readonly text: string;
}

const separators: Readonly<Record<string, Token['kind']>> = {
  ',': 'comma',
  '，': 'comma',
  '、': 'comma',
  ';': 'semicolon',
  '；': 'semicolon',
};
const closing: Readonly<Record<string, { close: string; kind: Token['kind'] }>> = {
  '"': { close: '"', kind: 'quoted' },
  '“': { close: '”', kind: 'quoted' },
  '„': { close: '“', kind: 'quoted' },
  '<': { close: '>', kind: 'angle' },
  '(': { close: ')', kind: 'paren' },
};
const special = new Set([...Object.keys(separators), ...Object.keys(closing)]);

/**
 * Splits one line into tokens in one pass. An unclosed bracket or quote is an ordinary character, so that no
 * text gets lost.
 */
export function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  // Closing marks that are not in the rest of the line, so that it is searched only once for each.
  const missing = new Set<string>();
  let word = '';
  const endWord = () => {
    if (word !== '') tokens.push({ kind: 'word', text: word });
    word = '';
  };
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    const separator = separators[char];
    const enclosed = special.has(char) && !separator ? enclosedFrom(line, at, missing) : undefined;
    if (/\s/u.test(char)) endWord();
    else if (separator) {
      endWord();
      tokens.push({ kind: separator, text: char });
    } else if (enclosed) {
      endWord();
      tokens.push({ kind: enclosed.kind, text: enclosed.text });
      at = enclosed.end;
    } else word += char;
  }
  endWord();
  return tokens;
}

function enclosedFrom(line: string, at: number, missing: Set<string>) {
  const open = line[at] ?? '';
  const { close, kind } = closing[open] ?? { close: '', kind: 'word' };
  if (close === '' || missing.has(close)) return undefined;
  const end = endOf(line, at + 1, close);
  if (end === -1) {
    missing.add(close);
    return undefined;
  }
  const text = line.slice(at + 1, end);
  return { kind, end, text: kind === 'quoted' ? text.replace(/\\(.)/gu, '$1') : text };
}

/** The index of the closing mark. A mark after a backslash is part of the text. */
function endOf(line: string, from: number, close: string): number {
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '\\' && close === '"') at += 1;
    else if (line[at] === close) return at;
  }
  return -1;
}
