import type { Route } from './route.ts';
import type { Deprecation } from './settings.ts';

/**
 * Reads the response headers `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and `Link`; undefined without any.
 */
export function readDeprecation({ id }: Route, headers: Headers): Deprecation | undefined {
  const deprecation = headers.get('deprecation');
  const sunset = headers.get('sunset');
  if (deprecation === null && sunset === null) return undefined;
  return {
    endpoint: id,
    since: dateOf(deprecation),
    sunset: dateOf(sunset),
    link: /<([^>]+)>\s*;[^,]*\brel="?(?:deprecation|sunset)\b/.exec(headers.get('link') ?? '')?.[1],
  };
}

/** A structured date (`@` and seconds, RFC 9651) or an HTTP date. */
function dateOf(text: string | null): Date | undefined {
  const seconds = /^@(-?\d+)/.exec(text ?? '')?.[1];
  const date = new Date(seconds === undefined ? (text ?? '') : Number(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
