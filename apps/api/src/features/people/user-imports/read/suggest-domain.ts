import { POPULAR_DOMAINS, run } from '@zootools/email-spell-checker';

/** The domains of Europe's large providers, in addition to those the library knows. */
const domains = [
  ...POPULAR_DOMAINS,
  ...[
    'hotmail.com',
    'outlook.com',
    'outlook.de',
    'hotmail.de',
    'live.com',
    'yahoo.com',
    'yahoo.de',
    'yahoo.fr',
  ],
  ...[
    'gmx.de',
    'gmx.net',
    'gmx.at',
    'gmx.ch',
    't-online.de',
    'freenet.de',
    'posteo.de',
    'mailbox.org',
    'arcor.de',
  ],
  ...['orange.fr', 'laposte.net', 'wanadoo.fr', 'libero.it', 'bluewin.ch', 'ziggo.nl', 'mail.com', 'mail.de'],
];
const known = new Set(domains);
/** Two letters away from a short domain is usually a company's own domain. */
const long = domains.filter((domain) => domain.indexOf('.') > 4);
const short = domains.filter((domain) => domain.startsWith('gmx.'));
/** How many domains are cached; a file has few, so each is checked once. */
const cacheSize = 5_000;

/**
 * Creates a check for typing errors in addresses. It suspects only domains similar to a large provider's; a
 * company's own domain is never corrected.
 * @returns a function that returns the address that was probably meant, or null
 */
export function createSuggester(): (email: string) => string | null {
  const cache = new Map<string, string | null>();
  const suggest = (domain: string) => {
    if (known.has(domain)) return null;
    const close = (candidates: string[], domainThreshold: number) =>
      run({ email: `x@${domain}`, domains: candidates, domainThreshold, ...noOtherGuesses })?.domain;
    return close(long, 2) ?? close(short, 1) ?? null;
  };
  return (email) => {
    const at = email.lastIndexOf('@');
    const domain = email.slice(at + 1).toLowerCase();
    let suggestion = cache.get(domain);
    if (suggestion === undefined) {
      suggestion = suggest(domain);
      if (cache.size < cacheSize) cache.set(domain, suggestion);
    }
    return suggestion === null ? null : `${email.slice(0, at)}@${suggestion}`;
  };
}

const noOtherGuesses = { secondLevelDomains: [], topLevelDomains: [] };
