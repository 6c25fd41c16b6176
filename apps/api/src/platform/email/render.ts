import type { Locale } from '@muster/contracts/kit/primitives';
import render from 'dom-serializer';
import {
  type AnyNode,
  cloneNode,
  type Document,
  Element,
  isTag,
  isText,
  type ParentNode,
  Text,
} from 'domhandler';
import { compile } from 'html-to-text';
import type { ParsedTemplate } from './check-template.ts';
import { type Branding, type Foot, renderLayout } from './layout.ts';
import { styleBody } from './style-body.ts';
import type { TemplateBody } from './template-body.ts';
import { renderTemplateText, type Scope, scopeOf, type TemplateText, type Values } from './template-text.ts';
import { variableKinds } from './variables.ts';

export interface RenderedEmail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const blocks = new Set(['p', 'div', 'li', 'h1', 'h2', 'h3', 'h4', 'blockquote', 'pre']);

const textOf = compile({
  wordwrap: 78,
  selectors: [
    { selector: 'a', options: { linkBrackets: ['\n', ''], hideLinkHrefIfSameAsText: true } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

/**
 * Renders an e-mail. Values are inserted into the parsed template as text and escaped for their context, so a
 * name can never become markup. A block whose variables are all empty is left out.
 * @param template a parsed template, see `checkTemplate`
 * @param values values by dotted name, e.g. `user.first_name`
 * @param branding the account's branding around the text
 * @param foot the footer
 * @throws Error if a variable of the template has no value
 */
export function renderEmail(
  template: ParsedTemplate,
  values: Values,
  branding: Branding,
  foot: Foot,
  locale: Locale,
): RenderedEmail {
  const filling = { values, scope: scopeOf(values) };
  // A line break in a subject would start a new header (RFC 5322, 2.2).
  const subject = renderTemplateText(template.subject, filling.scope)
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 200);
  const filled = fill(template.body, filling);
  const text = toPlainText(serialize(filled), branding, foot);
  styleBody(filled, branding);
  return { subject, html: renderLayout(serialize(filled), subject, branding, foot, locale), text };
}

function serialize(document: Document): string {
  return render(document, { encodeEntities: 'utf8', selfClosingTags: false });
}

/** The values by name, and in the form that texts look them up in. */
interface Filling {
  readonly values: Values;
  readonly scope: Scope;
}

/** A copy of the body with its values inserted. */
function fill({ document, texts }: TemplateBody, filling: Filling): Document {
  const copy = cloneNode(document, true);
  fillChildren(copy, texts, filling, false);
  return copy;
}

function fillChildren(
  parent: ParentNode,
  texts: TemplateBody['texts'],
  filling: Filling,
  isInLink: boolean,
): void {
  parent.children = parent.children.flatMap((node) => {
    if (isText(node)) {
      const text = texts.get(node.data);
      return text ? fillText(text, filling, isInLink) : [node];
    }
    if (!isTag(node)) return 'children' in node ? [node] : [];
    if (blocks.has(node.name) && isWithoutValues(node, texts, filling.values)) return [];
    for (const [name, value] of Object.entries(node.attribs)) {
      const text = texts.get(value);
      if (text) node.attribs[name] = renderTemplateText(text, filling.scope);
    }
    fillChildren(node, texts, filling, isInLink || node.name === 'a');
    return [node];
  }) as typeof parent.children;
  for (const child of parent.children) child.parent = parent;
}

/** The nodes of a text: link variables become links, line breaks become elements. */
function fillText(text: TemplateText, { scope }: Filling, isInLink: boolean): AnyNode[] {
  const nodes: AnyNode[] = [];
  for (const part of text.parts) {
    const token = part.token;
    const variable = text.variables.find(({ offset, isPlain }) => isPlain && offset === token.begin);
    const value = renderTemplateText({ parts: [part] }, scope);
    const kind = variable ? variableKinds[variable.name].kind : 'text';
    if (kind === 'link' && !isInLink) nodes.push(new Element('a', { href: value }, [new Text(value)]));
    else if (kind === 'lines') nodes.push(...linesOf(value));
    else nodes.push(new Text(value));
  }
  return nodes;
}

function linesOf(value: string): AnyNode[] {
  return value
    .split('\n')
    .flatMap((line, index) => (index === 0 ? [new Text(line)] : [new Element('br', {}), new Text(line)]));
}

function isWithoutValues(block: Element, texts: TemplateBody['texts'], values: Values): boolean {
  const found: string[] = [];
  const collect = (node: AnyNode) => {
    const own = isText(node) ? [node.data] : isTag(node) ? Object.values(node.attribs) : [];
    for (const one of own) {
      for (const { name, isPlain } of texts.get(one)?.variables ?? [])
        found.push(isPlain ? name : 'a default');
    }
    if ('children' in node) for (const child of node.children) collect(child);
  };
  collect(block);
  return found.length > 0 && found.every((name) => values[name] === '');
}

function toPlainText(html: string, branding: Branding, foot: Foot): string {
  const links = foot.links.map(({ label, url }) => `${label}: ${url}\n`).join('');
  return `${textOf(html)}\n\n-- \n${branding.name}\n${links}`;
}
