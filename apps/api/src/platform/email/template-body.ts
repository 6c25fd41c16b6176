import { type AnyNode, type Document, type Element, isTag, isText } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import sanitizeHtml from 'sanitize-html';
import { parseTemplateText, type TemplateText, type TextProblemCode } from './template-text.ts';
import { variableKinds } from './variables.ts';

export type BodyProblemCode =
  | TextProblemCode
  | 'script'
  | 'event_handler'
  | 'tag_not_allowed'
  | 'unsafe_link'
  | 'variable_misplaced'
  | 'too_complex';

/** A problem in a body: its position (characters from the start) and the words it is about. */
export interface BodyProblem {
  readonly code: BodyProblemCode;
  readonly offset: number;
  readonly excerpt: string;
}

/** A parsed body: its nodes, and the parsed text of each text node and attribute with variables. */
export interface TemplateBody {
  readonly document: Document;
  readonly texts: ReadonlyMap<string, TemplateText>;
}

const tags = [
  'p',
  'div',
  'span',
  'br',
  'hr',
  'h1',
  'h2',
  'h3',
  'h4',
  'strong',
  'b',
  'em',
  'i',
  'u',
  's',
  'del',
];
const moreTags = ['small', 'sub', 'sup', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'img'];
const allowedTags = [...tags, ...moreTags];
const active =
  /^(script|style|iframe|frame|frameset|object|embed|applet|form|input|button|textarea|select|link|meta|base|svg|math|template|noscript|title|xmp|portal|audio|video)$/;
const color =
  /^[a-z]{3,20}$|^#[0-9a-f]{3}(?:[0-9a-f]{3})?$|^rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)$/i;

const limits = { depth: 40, nodes: 2_000, variables: 200, attributes: 30 } as const;

/** Parses HTML as it is stored and sent. Never fails, because every text is valid HTML. */
export function parseHtml(html: string): Document {
  return parseDocument(html, { withStartIndices: true });
}

/**
 * Removes everything from a body that an e-mail may not contain. Dangerous content was refused before; this
 * is a second safeguard, on saving and on sending. Attributes no e-mail needs (classes, ids) are removed
 * silently.
 */
export function sanitizeBody(html: string): string {
  return sanitizeHtml(html, {
    allowedTags,
    allowedAttributes: {
      '*': ['style', 'dir', 'lang'],
      a: ['href', 'data-button', 'title'],
      img: ['src', 'alt', 'width', 'height'],
      ol: ['start'],
    },
    allowedStyles: {
      '*': {
        color: [color],
        'background-color': [color],
        'text-align': [/^(left|right|center|justify|start|end)$/],
      },
    },
    allowedSchemes: ['https', 'http', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['https'] },
    allowProtocolRelative: false,
    nestingLimit: limits.depth,
  });
}

/**
 * Parses a body and finds what it may not contain: scripts, event handlers, unsafe links, unknown variables,
 * variables in the wrong place.
 * @param html the body as written
 * @param allowed the variables of this e-mail
 */
export function parseBody(
  html: string,
  allowed: readonly string[],
): { body: TemplateBody; problems: readonly BodyProblem[] } {
  const document = parseHtml(html);
  const texts = new Map<string, TemplateText>();
  const problems: BodyProblem[] = [];
  let nodes = 0;
  let variables = 0;

  const readText = (text: string, at: number) => {
    if (!text.includes('{{') && !text.includes('{%')) return;
    const parsed = parseTemplateText(text, allowed);
    for (const problem of parsed.problems) problems.push({ ...problem, offset: at + problem.offset });
    if (!parsed.text) return;
    texts.set(text, parsed.text);
    variables += parsed.text.variables.length;
  };
  const readElement = (element: Element) => {
    const offset = element.startIndex ?? 0;
    const name = element.name.toLowerCase();
    const excerpt = `<${name}>`;
    if (active.test(name)) problems.push({ code: 'script', offset, excerpt });
    else if (!allowedTags.includes(name)) problems.push({ code: 'tag_not_allowed', offset, excerpt });
    const attributes = Object.entries(element.attribs);
    if (attributes.length > limits.attributes) nodes = limits.nodes + 1;
    for (const [attribute, value] of attributes.slice(0, limits.attributes)) {
      const at = Math.max(offset, html.indexOf(attribute, offset));
      const shown = `${attribute}="${value.slice(0, 60)}"`;
      if (/^on/i.test(attribute)) problems.push({ code: 'event_handler', offset: at, excerpt: shown });
      else if (attribute === 'href' || attribute === 'src') {
        if (!isSafeTarget(value, name, allowed))
          problems.push({ code: 'unsafe_link', offset: at, excerpt: shown });
        else readText(value, at);
      } else if (/script:|expression\(|url\(/i.test(squeezed(value))) {
        problems.push({ code: 'script', offset: at, excerpt: shown });
      } else if (attribute === 'alt' || attribute === 'title') readText(value, at);
      else if (value.includes('{{'))
        problems.push({ code: 'variable_misplaced', offset: at, excerpt: shown });
    }
  };
  const walk = (node: AnyNode, depth: number) => {
    nodes += 1;
    if (depth > limits.depth || nodes > limits.nodes) return;
    if (isText(node)) readText(node.data, node.startIndex ?? 0);
    if (isTag(node)) readElement(node);
    if ('children' in node) for (const child of node.children) walk(child, depth + 1);
    if (depth === limits.depth && 'children' in node && node.children.length > 0) nodes = limits.nodes + 1;
  };
  walk(document, 0);
  if (nodes > limits.nodes || variables > limits.variables) {
    // Nothing else is worth reporting, and the tree must not be traversed again.
    document.children = [];
    return { body: { document, texts }, problems: [{ code: 'too_complex', offset: 0, excerpt: '' }] };
  }
  return { body: { document, texts }, problems };
}

/**
 * Whether a link or picture may have this target. A link is one link variable, or an address people can
 * check: https, http, mailto or tel. Pictures are https.
 */
function isSafeTarget(value: string, tag: string, allowed: readonly string[]): boolean {
  const variable = /^\s*\{\{-?\s*([\w.]+)\s*-?\}\}\s*$/.exec(value)?.[1];
  if (variable !== undefined) {
    const kind = Object.entries(variableKinds).find(([name]) => name === variable)?.[1].kind;
    // An unknown variable is reported as such, not as an unsafe link.
    return tag === 'a' && (kind === 'link' || !allowed.includes(variable));
  }
  if (value.includes('{{') || value.includes('{%') || squeezed(value) !== value.trim()) return false;
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, hostname } = new URL(value);
  if (tag === 'img') return protocol === 'https:';
  if (protocol === 'mailto:' || protocol === 'tel:') return tag === 'a';
  // A user name before the @ is meant to deceive.
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return tag === 'a' && isWeb && hostname !== '' && username === '' && password === '';
}

/**
 * Removes the blanks and control characters that browsers ignore in `java
 * script:`.
 */
function squeezed(value: string): string {
  return value.replace(/[\s\p{Cc}\p{Cf}]/gu, '');
}
