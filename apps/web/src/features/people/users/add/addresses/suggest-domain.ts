import { POPULAR_DOMAINS, run } from '@zootools/email-spell-checker';

// Short names (`aol`, `gmx`, `live`) are a letter away from too many companies' own domains to be suggested.
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

/** Real ones that look like typing errors of others. */
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

/** Endings that do not exist, and what a slip of the finger made of. */
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
 * The address that was probably meant: a mail provider or the company's own domain with a typing error.
 * @param email a valid address
 * @param ownDomains domains that are surely right, e.g. the admin's
 * @returns nothing where the address looks right
 */
export function suggestAddress(email: string, ownDomains: readonly string[] = []): string | undefined {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1).toLowerCase();
  const domains = [...popular, ...ownDomains.filter((own) => own.indexOf('.') >= 5)];
  // What is not ASCII was typed with care; the checker knows none of it.
  if (!/^[\x21-\x7e]+$/.test(domain) || real.has(domain) || ownDomains.includes(domain)) return undefined;
  const found = closest(domain, domains);
  const dot = domain.lastIndexOf('.');
  const ending = endings[domain.slice(dot + 1)];
  const meant = found ?? (ending ? `${domain.slice(0, dot)}.${ending}` : undefined);
  return meant === undefined || meant === domain ? undefined : `${email.slice(0, at)}@${meant}`;
}

/**
 * A letter wrong, missing or too many; or the right letters in a wrong order, which the checker counts as
 * two.
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
