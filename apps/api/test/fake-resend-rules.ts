/** An e-mail as Resend's API accepts it. */
export interface FakeMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly reply_to?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tags?: readonly { readonly name: string; readonly value: string }[];
  readonly attachments?: readonly {
    readonly filename: string;
    readonly content: string;
    readonly content_type: string;
  }[];
}

/** A sending domain of the team. */
export interface FakeDomain {
  readonly name: string;
  readonly status: string;
  readonly clickTracking?: boolean;
}

/** The problem of an e-mail by the documented rules; null if there is none. */
export function problemOf(mail: FakeMail | undefined, { isBatch }: { isBatch: boolean }): string | null {
  if (!mail || typeof mail.from !== 'string' || !/[^\s@]+@[^\s@]+/.test(mail.from)) return 'invalid `from`';
  if (typeof mail.to !== 'string') return 'one recipient a mail, so that each has a state of its own';
  if (/@(example|test)\.com$/i.test(mail.to)) return 'Invalid `to` field: testing domains are not allowed';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mail.to)) return 'Invalid `to` field';
  if (!mail.subject || (!mail.html && !mail.text)) return 'missing required field';
  if (isBatch && mail.attachments?.length) return 'attachments are not supported in a batch';
  const isTag = (text: string) => /^[A-Za-z0-9_-]{1,256}$/.test(text);
  if (mail.tags?.some(({ name, value }) => !isTag(name) || !isTag(value))) return 'invalid tag';
  return null;
}

/** `GET /domains` and `GET /domains/:id`; a domain's id is its name. */
export function domainAnswer(path: string, domains: readonly FakeDomain[]) {
  const present = ({ name, status, clickTracking = false }: FakeDomain) => ({
    object: 'domain',
    id: name,
    name,
    status,
    click_tracking: clickTracking,
    open_tracking: false,
  });
  if (path.startsWith('/domains/')) {
    const domain = domains.find(({ name }) => path === `/domains/${name}`);
    if (domain) return { status: 200, body: present(domain) };
  } else if (path.startsWith('/domains')) {
    return { status: 200, body: { object: 'list', has_more: false, data: domains.map(present) } };
  }
  return { status: 404, body: { statusCode: 404, name: 'not_found', message: 'not found' } };
}
