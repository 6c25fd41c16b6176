import type { EmailTemplateKey } from '@muster/contracts/catalogue';
import { type AnyNode, isTag, isText } from 'domhandler';
import { emailKinds } from '../../generated/mails.ts';
import type { ParsedTemplate } from './check-template.ts';
import { contrast, toHex } from './color.ts';
import type { RenderedEmail } from './render.ts';

export type TemplateWarningCode = 'too_large' | 'poor_contrast' | 'link_only_in_picture';

/** Gmail cuts off e-mails beyond this size and hides the rest behind a link. */
const largestHtml = 100 * 1024;
/** WCAG 2.2, 1.4.3, for text of normal size. */
const leastContrast = 4.5;
/** The backgrounds of the text in light and in dark mode; dark mode may have less contrast. */
const grounds = [
  { color: '#ffffff', least: leastContrast },
  { color: '#1f2023', least: 3 },
] as const;

/** Finds what will look or work badly in mail readers. Warnings do not prevent saving. */
export function warningsOf(
  key: EmailTemplateKey,
  { body }: ParsedTemplate,
  rendered: RenderedEmail,
): TemplateWarningCode[] {
  const warnings: TemplateWarningCode[] = [];
  if (Buffer.byteLength(rendered.html) > largestHtml) warnings.push('too_large');
  if (body.document.children.some((node) => isHardToRead(node, null, null))) warnings.push('poor_contrast');
  const links = body.document.children.flatMap((node) => linksTo(node, emailKinds[key].required));
  if (links.length > 0 && links.every((link) => link === 'picture')) warnings.push('link_only_in_picture');
  return warnings;
}

/**
 * Whether a text with its own colour has too little contrast.
 * @param background its own background colour, if it has one
 */
function isHardToRead(node: AnyNode, color: string | null, background: string | null): boolean {
  if (isText(node)) {
    if (node.data.trim() === '' || color === null) return false;
    const behind = background === null ? grounds : [{ color: background, least: leastContrast }];
    return behind.some((ground) => contrast(color, ground.color) < ground.least);
  }
  if (!isTag(node) || 'data-button' in node.attribs) return false;
  const style = node.attribs.style ?? '';
  const own = toHex(/(?:^|;)\s*color:\s*([^;]+)/i.exec(style)?.[1] ?? '');
  const behind = toHex(/(?:^|;)\s*background-color:\s*([^;]+)/i.exec(style)?.[1] ?? '');
  return node.children.some((child) => isHardToRead(child, own ?? color, behind ?? background));
}

/** How each occurrence of the needed link appears: as text, or as a picture that many readers do not load. */
function linksTo(node: AnyNode, names: readonly string[]): ('words' | 'picture')[] {
  const isNeeded = (text: string) =>
    names.some((name) => new RegExp(`\\{\\{-?\\s*${name}\\s*-?\\}\\}`).test(text));
  if (isText(node)) return isNeeded(node.data) ? ['words'] : [];
  if (!isTag(node)) return [];
  if (node.name === 'a' && isNeeded(node.attribs.href ?? '')) return [hasWords(node) ? 'words' : 'picture'];
  return node.children.flatMap((child) => linksTo(child, names));
}

function hasWords(node: AnyNode): boolean {
  if (isText(node)) return node.data.trim() !== '';
  return 'children' in node && node.children.some(hasWords);
}
