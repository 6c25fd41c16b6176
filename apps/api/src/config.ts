import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmailAddress } from '@muster/contracts/kit/primitives';
import * as z from 'zod';
import { isLoopback, isPrivateHost } from './platform/private-host.ts';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** What `sslmode` may say (libpq, 34.1.2), and `no-verify` of the driver. */
const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine(
      isOrigin,
      'a scheme, a host and perhaps a port, as in https://muster.example.org; Muster has no path',
    )
    .optional(),
  DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .refine(hasKnownSslMode, `sslmode is one of ${sslModes.join(', ')}`)
    .optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(15),
  SECRET_KEY: z.string().min(32).optional(),
  SECRET_KEY_PREVIOUS: z.string().min(32).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(3000),
  API_KEY_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(1000),
  API_KEY_BURST: z.coerce.number().int().min(1).default(500),
  ACCOUNT_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(5000),
  TRUST_PROXY: z
    .string()
    .refine(
      areProxies,
      'addresses or networks of the proxies, with commas in between; networks of /7 or smaller',
    )
    .default('false'),
  METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,}$/, 'at least 16 characters, without spaces')
    .optional(),
  HSTS_SUBDOMAINS: flag.default(false),
  SHED_LOAD: z.enum(['on', 'off']).default('on'),
  SIGN_UP: z.enum(['open', 'closed']).default('open'),
  DEMO: z.enum(['on', 'off']).default('on'),
  ALLOW_MAILBOX: flag.default(false),
  MAIL_FROM: z
    .string()
    .refine(isSender, 'an address, as in muster@example.org, or with a name: Muster <muster@example.org>')
    .optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SMTP_INSECURE: flag.default(false),
  RESEND_API_KEY: z.string().min(1).optional(),
  RESEND_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  NEW_ACCOUNT_DAILY_EMAILS: z.coerce.number().int().min(0).default(200),
  RESEND_RATE: z.coerce.number().min(0.01).max(1000).default(2),
  WEBHOOKS_ALLOW_PRIVATE: flag.default(false),
  RESEND_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/, 'starts with whsec_, as Resend shows it')
    .optional(),
});

export type Config = ReturnType<typeof readConfig>;

/** An invalid setting; the message is one line for the operator. */
export class ConfigError extends Error {}

const environmentFile = fileURLToPath(new URL('../../../.env', import.meta.url));

/** The process's environment, plus a `.env` file in the clone; variables that are already set win. */
export function readEnvironment(): NodeJS.ProcessEnv {
  if (existsSync(environmentFile)) process.loadEnvFile(environmentFile);
  return process.env;
}

/**
 * Reads and checks the configuration. Nothing else reads the environment.
 * @param environment usually `readEnvironment()`
 * @param options.isEmptyWanted `npm start -- --empty`: no demo company
 * @throws ConfigError naming the setting and the problem
 */
export function readConfig(environment: NodeJS.ProcessEnv, options: { isEmptyWanted?: boolean } = {}) {
  // An empty value counts as absent, as `.env` files write it.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(describe).join('; '));
  const env = parsed.data;
  if (env.NODE_ENV === 'production') requireForProduction(env);
  const isExposed = env.PUBLIC_URL !== undefined && !isPrivateHost(new URL(env.PUBLIC_URL).hostname);
  // Whoever forgets NODE_ENV must not open the demo company and everybody's e-mails to others.
  const isForOthers = isExposed || env.PUBLIC_URL?.startsWith('https:') === true || isMailReal(env);
  const isProduction = env.NODE_ENV === 'production' || (env.NODE_ENV === 'development' && isForOthers);
  if (env.SMTP_URL && env.RESEND_API_KEY) {
    throw new ConfigError('SMTP_URL and RESEND_API_KEY are both set: choose one way to send mail.');
  }
  const transport = env.SMTP_URL ? 'smtp' : env.RESEND_API_KEY ? 'resend' : 'mailbox';
  const publicUrl = new URL(env.PUBLIC_URL ?? `http://${urlHost(env.HOST)}:${env.PORT}`);
  return Object.freeze({
    isProduction,
    /** Whether people outside of this machine and its network are given its address. */
    isExposed,
    /** Whether every response is checked against its contract. Only tests do; production relies on them. */
    areAnswersChecked: env.NODE_ENV === 'test',
    /** Whether an overloaded process refuses requests. */
    isLoadShed: env.SHED_LOAD === 'on' && env.NODE_ENV !== 'test',
    host: env.HOST,
    port: env.PORT,
    publicUrl: publicUrl.origin,
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    databasePool: env.DATABASE_POOL,
    secretKey: env.SECRET_KEY,
    /** What SECRET_KEY replaces, while a rotation is under way. */
    previousSecretKey: env.SECRET_KEY_PREVIOUS,
    logLevel: env.LOG_LEVEL,
    rateLimitPerMinute: env.RATE_LIMIT_PER_MINUTE,
    apiLimits: Object.freeze({
      keyPerMinute: env.API_KEY_LIMIT_PER_MINUTE,
      keyBurst: env.API_KEY_BURST,
      accountPerMinute: env.ACCOUNT_LIMIT_PER_MINUTE,
    }),
    trustProxy: trustedProxies(env),
    /** The token that tools must show for `/metrics` from other machines. */
    metricsToken: env.METRICS_TOKEN,
    /** Whether browsers use TLS for the subdomains of the address, too (RFC 6797). */
    areSubdomainsSecure: env.HSTS_SUBDOMAINS,
    isSignUpOpen: env.SIGN_UP === 'open',
    /** For development: allows webhooks over http and to private addresses. */
    arePrivateWebhooksAllowed: env.WEBHOOKS_ALLOW_PRIVATE,
    isDemoWanted: env.DEMO === 'on' && !options.isEmptyWanted && !env.DATABASE_URL && !isProduction,
    mail: Object.freeze({
      transport,
      // Links and sender share a domain, as mail filters prefer. The health check reports whether e-mail may
      // be sent from it.
      from: env.MAIL_FROM ?? `Muster <muster@${mailDomain(publicUrl.hostname)}>`,
      smtpUrl: env.SMTP_URL,
      /** Sends e-mail unencrypted to an SMTP server that offers no encryption. */
      isSmtpInsecure: env.SMTP_INSECURE,
      resendApiKey: env.RESEND_API_KEY,
      resendBaseUrl: env.RESEND_BASE_URL?.replace(/\/$/, ''),
      resendRate: env.RESEND_RATE,
      /** How many e-mails a new account may send a day. */
      newAccountDailyEmails: env.NEW_ACCOUNT_DAILY_EMAILS,
      resendWebhookSecret: env.RESEND_WEBHOOK_SECRET,
      isMailboxOpen: transport === 'mailbox' && (!isProduction || env.ALLOW_MAILBOX),
    } as const),
    version: readVersion(),
  });
}

function requireForProduction(env: z.output<typeof Environment>) {
  if (!env.PUBLIC_URL) {
    throw new ConfigError('PUBLIC_URL is required in production: the address people reach Muster at.');
  }
  if (!env.SECRET_KEY) {
    throw new ConfigError(
      'SECRET_KEY is required in production: at least 32 random characters, kept the same.',
    );
  }
  if (env.WEBHOOKS_ALLOW_PRIVATE) {
    throw new ConfigError(
      'WEBHOOKS_ALLOW_PRIVATE is for development: in production webhooks go to public addresses only.',
    );
  }
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, href } = new URL(text);
  return href === `${origin}/`;
}

function hasKnownSslMode(text: string): boolean {
  if (!URL.canParse(text)) return false;
  return new URL(text).searchParams.getAll('sslmode').every((mode) => sslModes.includes(mode));
}

/** Whether a text is one mailbox (RFC 5322, 3.4): an address, or a name and an address in angle brackets. */
function isSender(text: string): boolean {
  const [, bracketed, plain] = /^(?:"?[^"<>]*"?\s*<([^<>\s]+)>|([^<>\s]+))$/.exec(text.trim()) ?? [];
  return EmailAddress.safeParse(bracketed ?? plain).success;
}

const proxyNames = ['loopback', 'linklocal', 'uniquelocal'];
/** The widest network that proxies have: that of `fc00::/7` (RFC 4193). */
const widestNetwork = 7;

/** Whether a text is `true`, `false`, or a list of addresses and networks that is not half of the Internet. */
function areProxies(text: string): boolean {
  if (text === 'true' || text === 'false') return true;
  return text.split(',').every((entry) => {
    const [address = '', bits = '128', ...rest] = entry.trim().split('/');
    if (proxyNames.includes(entry.trim())) return true;
    const isNetwork = rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) >= widestNetwork;
    return isIP(address) !== 0 && isNetwork;
  });
}

/**
 * On a port that only this machine reaches, `true` means the proxies of this machine. If it meant everybody, callers
 * would choose their address all the same: most proxies append to the forwarding header that they receive.
 */
function trustedProxies({ TRUST_PROXY: text, HOST }: z.output<typeof Environment>): boolean | string {
  if (text === 'true') return isLoopback(HOST) ? 'loopback' : true;
  return text === 'false' ? false : text;
}

/** Whether e-mails reach people outside of this machine and its network. */
function isMailReal({ SMTP_URL, RESEND_API_KEY, RESEND_BASE_URL }: z.output<typeof Environment>): boolean {
  if (SMTP_URL) return !isPrivateHost(new URL(SMTP_URL).hostname);
  return (
    RESEND_API_KEY !== undefined && !(RESEND_BASE_URL && isPrivateHost(new URL(RESEND_BASE_URL).hostname))
  );
}

function describe(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')}: ${issue.message}`;
}

// A server that listens on all addresses is still reached by name.
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

// An IP address is not a domain that e-mail can be sent from.
function mailDomain(hostname: string): string {
  return /^[\d.]+$|^\[/.test(hostname) ? 'localhost' : hostname;
}

function readVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(manifest)).version;
}
