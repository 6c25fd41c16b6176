/** The parsed text between `{{` and `}}`. */
export interface Expression {
  readonly name: string;
  /** The fallback for an empty variable: text, or another variable. */
  readonly fallback?: { readonly words: string } | { readonly variable: string };
}

const quoted = `"[^"]*"|'[^']*'`;
const expression = `[a-z_][\\w.]*(?:\\s*\\|\\s*default:\\s*(?:${quoted}|[a-z_][\\w.]*))?`;

/**
 * Matches a complete variable in a text. Anything else in braces stays text, so that it can be seen and
 * fixed.
 */
export const variablePattern = (flags: string) => new RegExp(`\\{\\{\\s*(${expression})\\s*\\}\\}`, flags);

/** Parses `user.first_name | default: "there"`; null if the text is not a variable. */
export function parseExpression(text: string): Expression | null {
  const found = /^([a-z_][\w.]*)(?:\s*\|\s*default:\s*(.+))?$/i.exec(text.trim());
  if (!found) return null;
  const [, name = '', rest] = found;
  if (rest === undefined) return { name };
  const isQuoted = /^(["']).*\1$/.test(rest);
  return { name, fallback: isQuoted ? { words: rest.slice(1, -1) } : { variable: rest } };
}

/**
 * Builds the expression of a variable with a fallback text.
 * @param words any text; characters that would end the expression early are replaced or removed
 */
export function expressionOf(name: string, words: string): string {
  const clean = words.replaceAll('"', '”').replace(/[{}\\]/g, '');
  return clean === '' ? name : `${name} | default: "${clean}"`;
}

/** Wraps an expression in braces. */
export function inBraces(text: string): string {
  return `{{ ${text} }}`;
}
