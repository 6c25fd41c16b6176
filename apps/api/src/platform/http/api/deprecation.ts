import type { Endpoint } from '@muster/contracts/kit/endpoint';

type Headers = Readonly<Record<string, string>>;

/**
 * The headers by which an endpoint that is going away says so in every answer: `Deprecation` (RFC 9745),
 * `Sunset` (RFC 8594), and `Link` to the change policy and to what replaces it (RFC 5829). They depend on the
 * contract alone, so they are written once.
 * @param contract the endpoint
 * @param publicUrl where the documentation is served
 * @returns undefined for an endpoint that stays
 * @throws Error when a day of the contract is none
 */
export function deprecationHeaders({ id, deprecated }: Endpoint, publicUrl: string): Headers | undefined {
  if (!deprecated) return undefined;
  const { since, sunset, replacement } = deprecated;
  const links = [`<${publicUrl}/api/docs/guides/changes>; rel="deprecation"; type="text/html"`];
  if (replacement) links.push(`<${new URL(replacement, publicUrl)}>; rel="successor-version"`);
  return {
    Deprecation: `@${Math.floor(day(id, since).getTime() / 1000)}`,
    ...(sunset ? { Sunset: day(id, sunset).toUTCString() } : {}),
    Link: links.join(', '),
  };
}

function day(id: string, text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new Error(`${id} is deprecated on ${text}, which is not a date.`);
  return date;
}
