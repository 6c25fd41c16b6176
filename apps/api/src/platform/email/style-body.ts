import { type AnyNode, type Document, type Element, isTag } from 'domhandler';
import { contrast, readableOn } from './color.ts';
import type { Branding } from './layout.ts';

const gap = 'margin:0 0 16px';

/** Inline styles of an e-mail's elements, because all mail readers support them. */
const styles: Readonly<Record<string, string>> = {
  p: gap,
  div: gap,
  h1: 'margin:0 0 20px;font-size:22px;line-height:1.3',
  h2: 'margin:24px 0 12px;font-size:18px;line-height:1.35',
  h3: 'margin:20px 0 8px;font-size:16px;line-height:1.4',
  h4: 'margin:16px 0 8px;font-size:15px;line-height:1.4',
  ul: `${gap};padding:0 0 0 24px`,
  ol: `${gap};padding:0 0 0 24px`,
  li: 'margin:0 0 6px',
  blockquote: `${gap};padding:0 0 0 14px;border-left:3px solid #ced4da`,
  pre: `${gap};font-family:monospace;white-space:pre-wrap`,
  hr: 'margin:24px 0;border:0;border-top:1px solid #ced4da',
  img: 'max-width:100%;height:auto;border:0',
};

/**
 * Styles a body for mail readers: sizes and spacing inline, the marked link as a button in the account's
 * colour.
 */
export function styleBody(document: Document, branding: Branding): void {
  for (const child of document.children) styleNode(child, branding, null);
}

function styleNode(node: AnyNode, branding: Branding, parent: Element | null): void {
  if (!isTag(node)) return;
  const elementStyle = node.name === 'a' ? linkStyle(node, branding) : (styles[node.name] ?? '');
  const isLastInBox = parent !== null && (parent.name === 'li' || parent.name === 'blockquote') && !node.next;
  const own = node.attribs.style ? `;${node.attribs.style}` : '';
  const style = `${isLastInBox && elementStyle.startsWith(gap) ? 'margin:0' : elementStyle}${own}`.replace(
    /^;/,
    '',
  );
  if (style !== '') node.attribs.style = style;
  for (const child of node.children) styleNode(child, branding, node);
}

function linkStyle(link: Element, { primaryColor }: Branding): string {
  if ('data-button' in link.attribs) {
    delete link.attribs['data-button'];
    link.attribs.class = 'button';
    const colors = `background-color:${primaryColor};color:${readableOn(primaryColor)}`;
    return `display:inline-block;padding:12px 22px;border-radius:8px;font-weight:600;text-decoration:none;${colors}`;
  }
  link.attribs.class = 'link';
  // A pale account colour works behind a button's text, but not as a text colour.
  const color = contrast(primaryColor, '#ffffff') >= 4.5 ? primaryColor : '#1f2937';
  return `color:${color};text-decoration:underline`;
}
