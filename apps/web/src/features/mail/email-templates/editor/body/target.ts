const variable = /^\{\{\s*[a-z_][\w.]*\s*\}\}$/i;

/** Whether a link may use this target: a variable, or a URL that readers can recognise. The API decides. */
export function isTarget(target: string): boolean {
  if (variable.test(target.trim())) return true;
  if (!URL.canParse(target)) return false;
  const { protocol, username, password } = new URL(target);
  const isWeb = (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
  return isWeb || protocol === 'mailto:' || protocol === 'tel:';
}

/**
 * Completes a typed link: `example.org` becomes a web address, `ada@example.org` a `mailto:` link.
 * @returns null if it is not a valid target
 */
export function completeTarget(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(text)) return `mailto:${text}`;
  const target = variable.test(text) || /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  return isTarget(target) && !/^https?:\/\/[^./]+$/.test(target) ? target : null;
}
