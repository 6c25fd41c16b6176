import type { EmailTemplateKey } from '@muster/contracts/catalogue';
import { type AnyNode, isTag, isText } from 'domhandler';
import { emailKinds } from '../../generated/mails.ts';
import { type BodyProblemCode, parseBody, sanitizeBody, type TemplateBody } from './template-body.ts';
import { parseTemplateText, type TemplateText } from './template-text.ts';
import type { EmailTemplate } from './templates/default-templates.ts';
import { type VariableName, variableKinds } from './variables.ts';

export type TemplateProblemCode = BodyProblemCode | 'variable_missing' | 'line_break' | 'empty';

/** A problem in a template, with line and column from 1. */
export interface TemplateProblem {
  readonly part: 'subject' | 'body';
  readonly code: TemplateProblemCode;
  readonly excerpt: string;
  readonly line: number;
  readonly column: number;
}

/** A parsed template, which can be rendered any number of times. */
export interface ParsedTemplate {
  readonly subject: TemplateText;
  readonly body: TemplateBody;
}

/**
 * Checks a text before it is saved, previewed or sent.
 * @param key the kind of e-mail, which determines the variables
 * @returns the parsed template with a sanitised body, or all problems found
 */
export function checkTemplate(
  key: EmailTemplateKey,
  template: EmailTemplate,
):
  | { parsed: ParsedTemplate; clean: EmailTemplate; problems: readonly [] }
  | { parsed: null; clean: null; problems: readonly TemplateProblem[] } {
  const { variables, required } = emailKinds[key];
  const problems = [...subjectProblems(template.subject, variables)];
  const { body, problems: inBody } = parseBody(template.body, variables);
  for (const { code, excerpt, offset } of inBody) {
    problems.push({ part: 'body', code, excerpt, ...placeIn(template.body, offset) });
  }
  if (inBody.some(({ code }) => code === 'too_complex')) return { parsed: null, clean: null, problems };
  if (isBlank(body)) problems.push({ part: 'body', code: 'empty', excerpt: '', line: 1, column: 1 });
  const end = placeIn(template.body, template.body.length);
  for (const name of required) {
    if (!hasVariable(body, name))
      problems.push({ part: 'body', code: 'variable_missing', excerpt: name, ...end });
  }
  if (problems.length > 0) return { parsed: null, clean: null, problems };
  const clean = { subject: template.subject.trim(), body: sanitizeBody(template.body) };
  return { parsed: parseClean(clean, variables), clean, problems: [] };
}

/**
 * Parses a text that was checked before.
 * @throws Error if it contains something invalid, e.g. a variable that no longer exists
 */
export function parseTemplate(key: EmailTemplateKey, template: EmailTemplate): ParsedTemplate {
  return parseClean({ ...template, body: sanitizeBody(template.body) }, emailKinds[key].variables);
}

function parseClean(template: EmailTemplate, variables: readonly VariableName[]): ParsedTemplate {
  const subject = parseTemplateText(template.subject, variables);
  const { body, problems } = parseBody(template.body, variables);
  const [first] = [...subject.problems, ...problems];
  if (first || !subject.text) throw new Error(`The template is not valid: ${first?.code} ${first?.excerpt}`);
  return { subject: subject.text, body };
}

function* subjectProblems(subject: string, allowed: readonly VariableName[]): Generator<TemplateProblem> {
  const at = (code: TemplateProblemCode, offset: number, excerpt: string): TemplateProblem => ({
    part: 'subject',
    code,
    excerpt,
    ...placeIn(subject, offset),
  });
  // A line break would start a new header (RFC 5322, 2.2).
  const lineBreak = subject.search(/[\r\n\u2028\u2029\p{Cc}]/u);
  if (lineBreak >= 0) yield at('line_break', lineBreak, subject.slice(0, lineBreak).slice(-40));
  if (subject.trim() === '') yield at('empty', 0, '');
  const { text, problems } = parseTemplateText(subject, allowed);
  for (const { code, offset, excerpt } of problems) yield at(code, offset, excerpt);
  for (const { name, offset } of text?.variables ?? []) {
    if (variableKinds[name].kind !== 'text') yield at('variable_misplaced', offset, name);
  }
}

/**
 * Whether a variable appears without a filter where the reader sees it: in the text or as the target of a
 * link.
 */
function hasVariable({ document, texts }: TemplateBody, name: VariableName): boolean {
  const isIn = (text: string | undefined) =>
    text !== undefined &&
    (texts.get(text)?.variables.some((found) => found.name === name && found.isPlain) ?? false);
  const search = (node: AnyNode): boolean => {
    if (isText(node)) return isIn(node.data);
    if (isTag(node) && isIn(node.attribs.href) && !isEmptyLink(node)) return true;
    return 'children' in node && node.children.some(search);
  };
  return search(document);
}

/** A link without any content to click on. */
function isEmptyLink(node: AnyNode): boolean {
  return !('children' in node && node.children.some(hasSubstance));
}

function isBlank({ document }: TemplateBody): boolean {
  return !document.children.some(hasSubstance);
}

function hasSubstance(node: AnyNode): boolean {
  if (isText(node)) return node.data.replace(/[\s\u200b-\u200f\u2060\ufeff\u00ad]/gu, '') !== '';
  if (isTag(node) && node.name === 'img') return true;
  return 'children' in node && node.children.some(hasSubstance);
}

function placeIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
