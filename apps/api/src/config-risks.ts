import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Config } from './config.ts';
import { isLoopback } from './platform/private-host.ts';

/** A combination of settings that gives away more than the operator may want. */
export interface Risk {
  /** The environment variable to change. */
  readonly setting: string;
  /** Whether the product refuses to start with it. */
  readonly isRefused: boolean;
  /** What is wrong and what to do, in a sentence or two. */
  readonly text: string;
}

/**
 * Finds settings that open the house, one at a time or together.
 * @param config the configuration as read
 */
export function findRisks(config: Config): Risk[] {
  return [
    ...secretKeyRisks(config),
    ...proxyRisks(config),
    ...dataFolderRisks(config),
    ...mailRisks(config),
    ...webhookRisks(config),
    ...addressRisks(config),
  ];
}

const refused = (setting: string, text: string): Risk => ({ setting, isRefused: true, text });
const warned = (setting: string, text: string): Risk => ({ setting, isRefused: false, text });

const placeholder =
  /change.?me|example|secret.?key|super.?secret|password|your.?secret|replace.?(me|this)|0123456789|abcdefghij|qwert|asdfg/i;
const repeated = /^(.{1,12}?)\1+.{0,12}$/s;
const fewestCharacters = 10;

function secretKeyRisks({ secretKey, previousSecretKey }: Config): Risk[] {
  const text = 'It can be guessed, and whoever guesses it signs in as anybody.';
  return [
    ...(isGuessable(secretKey)
      ? [refused('SECRET_KEY', `${text} Make one with "openssl rand -base64 48".`)]
      : []),
    // Refusing it would sign everybody out who is to replace it.
    ...(isGuessable(previousSecretKey)
      ? [warned('SECRET_KEY_PREVIOUS', `${text} Run "secrets finish" now, then remove it.`)]
      : []),
  ];
}

function isGuessable(key: string | undefined): boolean {
  if (key === undefined) return false;
  return new Set(key).size < fewestCharacters || repeated.test(key) || placeholder.test(key);
}

function proxyRisks({ trustProxy, host }: Config): Risk[] {
  if (trustProxy !== true || isLoopback(host)) return [];
  const text =
    'With "true", everybody who reaches the port chooses the address they seem to come from, and passes limits and ' +
    "the networks of API keys. Give the proxies' addresses or networks, or let HOST listen on 127.0.0.1.";
  return [refused('TRUST_PROXY', text)];
}

function dataFolderRisks({ dataDir, databaseUrl, secretKey }: Config): Risk[] {
  if (databaseUrl !== undefined && secretKey !== undefined) return [];
  try {
    makeFolder(dataDir);
    if (!statSync(dataDir).isDirectory()) return [refused('DATA_DIR', 'This is a file, not a folder.')];
    accessSync(dataDir, constants.W_OK);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [refused('DATA_DIR', `The folder cannot be written: ${reason}.`)];
  }
}

/**
 * Creates a folder and those above it, one by one: asked for all of them at once, Node tries for ever where a file system
 * takes no folders, as `/proc`.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}

function mailRisks({ isExposed, host, mail }: Config): Risk[] {
  const risks: Risk[] = [];
  if (isExposed && mail.isMailboxOpen) {
    risks.push(warned('ALLOW_MAILBOX', 'Everybody can read all e-mails, with the links and codes in them.'));
  }
  if (!isExposed && mail.isMailboxOpen && !isLoopback(host)) {
    const text =
      'Everybody who reaches the port can read all e-mails, with the links and codes in them. Let HOST listen on ' +
      '127.0.0.1, or set PUBLIC_URL and a way to send e-mails.';
    risks.push(warned('HOST', text));
  }
  if (isExposed && mail.transport === 'mailbox' && !mail.isMailboxOpen) {
    const text = 'Nobody gets e-mails, so nobody can sign up or be invited. Set SMTP_URL or RESEND_API_KEY.';
    risks.push(warned('SMTP_URL', text));
  }
  if (mail.isSmtpInsecure) {
    risks.push(
      warned('SMTP_INSECURE', 'E-mails and the password of the mail server may travel unencrypted.'),
    );
  }
  return risks;
}

function webhookRisks({ isExposed, arePrivateWebhooksAllowed }: Config): Risk[] {
  const text =
    'With a public PUBLIC_URL, any company could reach the addresses of your network through webhooks.';
  return isExposed && arePrivateWebhooksAllowed ? [refused('WEBHOOKS_ALLOW_PRIVATE', text)] : [];
}

function addressRisks({ isExposed, publicUrl }: Config): Risk[] {
  if (!isExposed || publicUrl.startsWith('https:')) return [];
  return [warned('PUBLIC_URL', 'Without https, everybody on the way reads passwords and cookies.')];
}
