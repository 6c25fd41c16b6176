import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import { isInterruption } from '../../errors.ts';
import type { EmailTransport, MessageResult, TransportHealth } from './transport.ts';

/** The health of the e-mail transport, for `/readyz`, Overview and the log. */
export interface MailHealth {
  /** Returns the last known state; checks again in the background if it is old. */
  current(): TransportHealth;
  /** Checks the transport and waits for its answer. */
  refresh(): Promise<void>;
  /** Updates the state from the results of real e-mails. */
  learn(results: readonly MessageResult[]): void;
}

const freshMs = 60_000;

/** Creates the health watch of a transport. It checks nothing before the first `current` or `refresh`. */
export function watchMail(options: { transport: EmailTransport; clock: Clock; log: Logger }): MailHealth {
  const { transport, clock, log } = options;
  let known: TransportHealth = { status: 'unknown', detail: null };
  let checkedAt = Number.NEGATIVE_INFINITY;
  let checking: Promise<void> | null = null;

  const update = (next: TransportHealth) => {
    const { status, detail } = next;
    if (status === 'failing' && known.status !== 'failing')
      log.warn({ detail }, 'e-mails are not being sent');
    if (status === 'ok' && known.status === 'failing') log.info('e-mails are being sent again');
    if (status === 'ok' && detail !== null && detail !== known.detail)
      log.warn({ detail }, 'e-mails are being sent, with a warning');
    known = next;
  };
  const check = async () => {
    checkedAt = clock.now().getTime();
    try {
      const answer = await transport.check();
      if (answer.status !== 'unknown') update(answer);
    } catch (error) {
      if (isInterruption(error)) return;
      log.error({ err: error }, 'the e-mail transport could not be checked');
    } finally {
      checking = null;
    }
  };
  const refresh = () => {
    checking ??= check();
    return checking;
  };
  return {
    current() {
      if (clock.now().getTime() - checkedAt > freshMs) void refresh();
      return known;
    },
    refresh,
    learn(results) {
      const isSent = results.some(({ result }) => result.outcome === 'sent');
      if (isSent && known.status !== 'ok') update({ status: 'ok', detail: null });
      if (isSent) return;
      const [trouble] = results.flatMap(({ result }) =>
        'isTrouble' in result && result.isTrouble ? [result.reason] : [],
      );
      if (trouble !== undefined) update({ status: 'failing', detail: trouble });
    },
  };
}
