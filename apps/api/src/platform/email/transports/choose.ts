import type { Database } from '@muster/database/client';
import type { Config } from '../../../config.ts';
import type { Clock } from '../../clock.ts';
import { mailboxTransport } from './mailbox.ts';
import { openPace } from './pace.ts';
import { resendTransport } from './resend.ts';
import { smtpTransport } from './smtp.ts';
import type { EmailTransport } from './transport.ts';

/** The way mail leaves, by what is configured: Resend, SMTP, else the mailbox. */
export function chooseTransport(config: Config, database: Database, clock: Clock): EmailTransport {
  const { resendApiKey, resendBaseUrl, resendRate, smtpUrl, from } = config.mail;
  if (resendApiKey) {
    return resendTransport({
      apiKey: resendApiKey,
      baseUrl: resendBaseUrl,
      from,
      clock,
      pace: openPace({ database, service: 'resend', perSecond: resendRate }),
      // Enough that answers which take seconds leave no turn unused.
      concurrency: Math.min(40, 4 + Math.ceil(resendRate * 3)),
    });
  }
  if (smtpUrl) return smtpTransport(smtpUrl);
  return mailboxTransport(database);
}
