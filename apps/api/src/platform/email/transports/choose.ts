import type { Database } from '@muster/database/client';
import type { Config } from '../../../config.ts';
import type { Clock } from '../../clock.ts';
import { mailboxTransport } from './mailbox.ts';
import { createThrottle } from './throttle.ts';
import type { EmailTransport } from './transport.ts';

/**
 * Selects the transport by the configuration: Resend, SMTP, otherwise the mailbox. Unused transports are not
 * loaded.
 */
export async function chooseTransport(
  config: Config,
  database: Database,
  clock: Clock,
): Promise<EmailTransport> {
  const { resendApiKey, resendBaseUrl, resendRate, smtpUrl, isSmtpInsecure, from } = config.mail;
  if (resendApiKey) {
    const { resendTransport } = await import('./resend.ts');
    return resendTransport({
      apiKey: resendApiKey,
      baseUrl: resendBaseUrl,
      from,
      clock,
      rate: resendRate,
      pace: createThrottle({ database, service: 'resend', perSecond: resendRate }),
      // Enough that responses which take seconds leave no turn unused.
      concurrency: Math.min(40, 4 + Math.ceil(resendRate * 3)),
    });
  }
  if (smtpUrl)
    return (await import('./smtp.ts')).smtpTransport(smtpUrl, { isInsecureAllowed: isSmtpInsecure });
  return mailboxTransport(database);
}
