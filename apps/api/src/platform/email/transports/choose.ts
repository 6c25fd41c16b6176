import type { Database } from '@muster/database/client';
import type { Config } from '../../../config.ts';
import { mailboxTransport } from './mailbox.ts';
import { resendTransport } from './resend.ts';
import { smtpTransport } from './smtp.ts';
import type { EmailTransport } from './transport.ts';

/** The way mail leaves, by what is configured: Resend, SMTP, else the mailbox. */
export function chooseTransport(config: Config, database: Database): EmailTransport {
  const { resendApiKey, resendBaseUrl, smtpUrl } = config.mail;
  if (resendApiKey) return resendTransport({ apiKey: resendApiKey, baseUrl: resendBaseUrl });
  if (smtpUrl) return smtpTransport(smtpUrl);
  return mailboxTransport(database);
}
