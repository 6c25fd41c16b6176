import { defined } from '@muster/contracts/kit/defined';
import type { Endpoint } from '@muster/contracts/kit/endpoint';

type Headers = Readonly<Record<string, string>>;

/**
 * The headers of a deprecated endpoint: `Deprecation` (RFC 9745), `Sunset` (RFC 8594), and `Link` to the
 * change policy and the replacement (RFC 5829). They depend on the contract only, so they are computed once.
 * @param contract the endpoint
 * @param publicUrl the URL of the documentation
 * @returns undefined for an endpoint that is not deprecated
 * @throws Error for an invalid date in the contract
 */
export function deprecationHeaders({ id, deprecated }: Endpoint, publicUrl: string): Headers | undefined {
  if (!deprecated) return undefined;
  const { since, sunset, replacement } = deprecated;
  const links = [`<${publicUrl}/api/docs/guides/changes>; rel="deprecation"; type="text/html"`];
  if (replacement) links.push(`<${new URL(replacement, publicUrl)}>; rel="successor-version"`);
  return defined({
    Deprecation: `@${Math.floor(day(id, since).getTime() / 1000)}`,
    Sunset: sunset ? day(id, sunset).toUTCString() : undefined,
    Link: links.join(', '),
  });
}

function day(id: string, text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new Error(`${id} is deprecated on ${text}, which is not a date.`);
  return date;
}
