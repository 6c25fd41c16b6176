const variable = /^\{\{\s*[a-z_][\w.]*\s*\}\}$/i;

/** Whether a link may lead there: a variable, or an address people can check. The API has the last word. */
export function isTarget(target: string): boolean {
  if (variable.test(target.trim())) return true;
  if (!URL.canParse(target)) return false;
  const { protocol, username, password } = new URL(target);
  const isWeb = (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
  return isWeb || protocol === 'mailto:' || protocol === 'tel:';
}

/**
 * What somebody typed as a link, completed: `example.org` is a web address, `ada@example.org` a mail address.
 * @returns null for what leads nowhere
 */
export function completeTarget(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(text)) return `mailto:${text}`;
  const target = variable.test(text) || /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  return isTarget(target) && !/^https?:\/\/[^./]+$/.test(target) ? target : null;
}
