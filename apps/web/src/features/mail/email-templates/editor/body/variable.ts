/** What stands between `{{` and `}}`, taken apart. */
export interface Expression {
  readonly name: string;
  /** What is shown when the variable is empty: words, or another variable. */
  readonly fallback?: { readonly words: string } | { readonly variable: string };
}

const quoted = `"[^"]*"|'[^']*'`;
const expression = `[a-z_][\\w.]*(?:\\s*\\|\\s*default:\\s*(?:${quoted}|[a-z_][\\w.]*))?`;

/** A whole variable in a text. Whatever else stands in braces stays text, to be seen and mended. */
export const variablePattern = (flags: string) => new RegExp(`\\{\\{\\s*(${expression})\\s*\\}\\}`, flags);

/** `user.first_name | default: "there"` taken apart; null for what is no variable. */
export function parseExpression(text: string): Expression | null {
  const found = /^([a-z_][\w.]*)(?:\s*\|\s*default:\s*(.+))?$/i.exec(text.trim());
  if (!found) return null;
  const [, name = '', rest] = found;
  if (rest === undefined) return { name };
  const isQuoted = /^(["']).*\1$/.test(rest);
  return { name, fallback: isQuoted ? { words: rest.slice(1, -1) } : { variable: rest } };
}

/**
 * A variable with the words to show when it is empty.
 * @param words anything a person types; what would end the expression early is replaced or left out
 */
export function expressionOf(name: string, words: string): string {
  const clean = words.replaceAll('"', '”').replace(/[{}\\]/g, '');
  return clean === '' ? name : `${name} | default: "${clean}"`;
}

/** An expression as it stands in a text. */
export function inBraces(text: string): string {
  return `{{ ${text} }}`;
}
