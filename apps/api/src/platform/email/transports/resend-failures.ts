import type { DeliveryResult } from './transport.ts';

/** What Resend says when it says no; without a status there was no answer at all. */
export interface ResendError {
  readonly name: string;
  readonly statusCode: number | null;
  readonly message: string;
}

const untilMonthlyQuotaIsAskedAgain = 6 * 3600;

/**
 * What a refusal means for the mails of a request.
 * @param error the answer
 * @param options.retryAfter the header, in seconds
 * @param options.now decides when the next day of the daily quota begins
 * @param options.isAlone whether the request had one mail, so that there is nothing to split
 */
export function refusalOf(
  error: ResendError,
  options: { retryAfter: number | null; now: Date; isAlone: boolean },
): DeliveryResult {
  const reason = `${error.name}: ${error.message}`;
  const status = error.statusCode;
  const { retryAfter, now, isAlone } = options;
  if (error.name === 'daily_quota_exceeded')
    return { outcome: 'retry', reason, afterSeconds: secondsToNextDay(now), mayHaveLeft: false };
  if (error.name === 'monthly_quota_exceeded') {
    const afterSeconds = untilMonthlyQuotaIsAskedAgain;
    return { outcome: 'retry', reason, afterSeconds, mayHaveLeft: false, isTrouble: true };
  }
  if (status === 429) return { outcome: 'retry', reason, afterSeconds: retryAfter ?? 1, mayHaveLeft: false };
  if (status === null || status >= 500 || error.name === 'concurrent_idempotent_requests')
    return { outcome: 'retry', reason, mayHaveLeft: true, isTrouble: status === null };
  // The key is this batch's alone, so the request it was used with had these mails in it and was taken. Its
  // bytes differ only when a mail of the batch was deleted since; sending the others under another key would
  // send them twice.
  if (error.name === 'invalid_idempotent_request') return { outcome: 'sent', providerId: null };
  const isKeyRefused = status === 401 || status === 403;
  if (isKeyRefused) return { outcome: 'failed', reason, isTrouble: true };
  const isAboutContent = status === 400 || status === 413 || status === 422;
  return isAboutContent && !isAlone ? { outcome: 'split', reason } : { outcome: 'failed', reason };
}

function secondsToNextDay(now: Date): number {
  const tomorrow = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1);
  return Math.ceil((tomorrow - now.getTime()) / 1000);
}
