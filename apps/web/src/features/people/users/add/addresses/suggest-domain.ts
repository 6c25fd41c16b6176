import { POPULAR_DOMAINS, run } from '@zootools/email-spell-checker';

// Short names (`aol`, `gmx`, `live`) are not suggested: too many company domains are one letter away.
const popular = [
  ...POPULAR_DOMAINS,
  'bluewin.ch',
  'fastmail.com',
  'freenet.de',
  'hotmail.co.uk',
  'hotmail.com',
  'hotmail.de',
  'hotmail.fr',
  'mailbox.org',
  'orange.fr',
  'outlook.com',
  'outlook.de',
  'posteo.de',
  't-online.de',
  'wanadoo.fr',
  'yahoo.co.uk',
  'yahoo.com',
  'yahoo.de',
  'yahoo.fr',
].filter((domain) => domain.indexOf('.') >= 5 && domain !== 'ymail.com');

/** Real domains that look like typos of others. */
const real = new Set([
  'email.com',
  'gmail.de',
  'gmx.com',
  'hotmail.it',
  'mail.com',
  'outlook.at',
  'outlook.fr',
  'ymail.com',
]);

/** Top-level domains that do not exist, and the ones that were probably meant. */
const endings: Readonly<Record<string, string>> = {
  ocm: 'com',
  cmo: 'com',
  con: 'com',
  coom: 'com',
  comm: 'com',
  cpm: 'com',
  vom: 'com',
  xom: 'com',
  ogr: 'org',
  orgg: 'org',
  ent: 'net',
  nte: 'net',
  nett: 'net',
};

/**
 * Suggests a correction for a mistyped domain of a mail provider or of the company.
 * @param email a valid address
 * @param ownDomains domains known to be right, e.g. the admin's
 * @returns undefined if the address looks right
 */
export function suggestAddress(email: string, ownDomains: readonly string[] = []): string | undefined {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1).toLowerCase();
  const domains = [...popular, ...ownDomains.filter((own) => own.indexOf('.') >= 5)];
  // The checker only knows ASCII domains.
  if (!/^[\x21-\x7e]+$/.test(domain) || real.has(domain) || ownDomains.includes(domain)) return undefined;
  const found = closest(domain, domains);
  const dot = domain.lastIndexOf('.');
  const ending = endings[domain.slice(dot + 1)];
  const meant = found ?? (ending ? `${domain.slice(0, dot)}.${ending}` : undefined);
  return meant === undefined || meant === domain ? undefined : `${email.slice(0, at)}@${meant}`;
}

/**
 * Finds the closest domain: one letter wrong, missing or extra; or two letters swapped, which counts as two
 * edits.
 */
function closest(domain: string, domains: string[]): string | undefined {
  const found = (domainThreshold: number) =>
    run({ email: `a@${domain}`, domains, domainThreshold, secondLevelDomains: [], topLevelDomains: [] })
      ?.domain;
  const swapped = found(2);
  return swapped && lettersOf(swapped) === lettersOf(domain) ? swapped : found(1.5);
}

function lettersOf(text: string): string {
  return [...text].sort().join('');
}
