import { Liquid, Output, type Template, type Token, TokenKind } from 'liquidjs';
import { type VariableName, variableKinds } from './variables.ts';

/** A parsed text with `{{ variables }}`. */
export interface TemplateText {
  readonly parts: readonly Template[];
  /** The variables in order of appearance; `isPlain` ones have no filter. */
  readonly variables: readonly { name: VariableName; isPlain: boolean; offset: number }[];
}

export type TextProblemCode = 'syntax' | 'variable_unknown';

/** A problem in a text: its position (characters from the start) and the words it is about. */
export interface TextProblem {
  readonly code: TextProblemCode;
  readonly offset: number;
  readonly excerpt: string;
}

/** Values of variables by name. A missing value is an error of the caller, not a gap in an e-mail. */
export type Values = Readonly<Record<string, string>>;

// Strict and minimal: variables and `default`, no tags, bounded in size and time.
const engine = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  parseLimit: 200_000,
  renderLimit: 500,
  memoryLimit: 2_000_000,
});
for (const tag of Object.keys(engine.tags)) delete engine.tags[tag];
for (const filter of Object.keys(engine.filters)) if (filter !== 'default') delete engine.filters[filter];

/**
 * Parses a text with `{{ variables }}` (Liquid's output syntax).
 * @param text plain text, not HTML
 * @param allowed the variables it may use
 * @returns the parsed text, or all its problems
 */
export function parseTemplateText(
  text: string,
  allowed: readonly string[],
): { text: TemplateText; problems: readonly [] } | { text: null; problems: readonly TextProblem[] } {
  let parts: Template[];
  try {
    parts = engine.parse(text);
  } catch (error) {
    return { text: null, problems: [{ code: 'syntax', ...placeOf(error, text) }] };
  }
  const problems: TextProblem[] = [];
  const variables: TemplateText['variables'][number][] = [];
  for (const part of parts) {
    if (!(part instanceof Output)) continue;
    const { begin: offset } = part.token;
    const excerpt = part.token.getText();
    const named = namesIn(part);
    if (named === null) problems.push({ code: 'syntax', offset, excerpt });
    for (const name of named ?? []) {
      if (isVariable(name, allowed))
        variables.push({ name, isPlain: part.value.filters.length === 0, offset });
      else problems.push({ code: 'variable_unknown', offset, excerpt: name });
    }
  }
  return problems.length > 0 ? { text: null, problems } : { text: { parts, variables }, problems: [] };
}

/** Values in the form a text looks them up in, from `scopeOf`. */
export type Scope = Readonly<Record<string, unknown>>;

/**
 * Inserts the values. The result is plain text; the caller escapes it for HTML.
 * @throws Error if a variable has no value
 */
export function renderTemplateText({ parts }: Pick<TemplateText, 'parts'>, scope: Scope): string {
  return String(engine.renderSync([...parts], scope));
}

function isVariable(name: string, allowed: readonly string[]): name is VariableName {
  return name in variableKinds && allowed.includes(name);
}

/** The variables of `{{ a | default: b }}`; null for other expressions, such as a number or a range. */
function namesIn({ value }: Output): string[] | null {
  const [first, ...others] = value.initial.postfix;
  if (!first || others.length > 0 || first.kind !== TokenKind.PropertyAccess) return null;
  const names = [nameOf(first)];
  for (const filter of value.filters) {
    if (filter.args.length !== 1) return null;
    for (const argument of filter.args) {
      const token = argument as Token;
      if (token.kind === TokenKind.PropertyAccess) names.push(nameOf(token));
      else if (token.kind !== TokenKind.Quoted) return null;
    }
  }
  return names;
}

function nameOf(token: Token): string {
  return token.getText().slice(0, 100);
}

function placeOf(error: unknown, text: string): { offset: number; excerpt: string } {
  const token = error instanceof Error && 'token' in error ? (error.token as Token) : undefined;
  const offset = Math.min(token?.begin ?? 0, text.length);
  return { offset, excerpt: text.slice(offset, offset + 40) };
}

/** `{ 'user.name': 'Ada' }` as `{ user: { name: 'Ada' } }`. */
export function scopeOf(values: Values): Scope {
  const nested: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(values)) {
    const [noun = '', field] = path.split('.');
    if (field === undefined) nested[noun] = value;
    else nested[noun] = { ...(nested[noun] as object | undefined), [field]: value };
  }
  return nested;
}
