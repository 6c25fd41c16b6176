import type { DeliveryResult } from './transport.ts';

/** An error of Resend; without a status there was no response at all. */
export interface ResendError {
  readonly name: string;
  readonly statusCode: number | null;
  readonly message: string;
}

const monthlyQuotaRetrySeconds = 6 * 3600;

/**
 * The result that a refusal means for the e-mails of a request.
 * @param error the error
 * @param options.retryAfter the header, in seconds
 * @param options.now decides when the next day of the daily quota begins
 * @param options.isAlone whether the request had one e-mail, so that it cannot be split
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
    const afterSeconds = monthlyQuotaRetrySeconds;
    return { outcome: 'retry', reason, afterSeconds, mayHaveLeft: false, isTrouble: true };
  }
  if (status === 429) return { outcome: 'retry', reason, afterSeconds: retryAfter ?? 1, mayHaveLeft: false };
  if (status === null || status >= 500 || error.name === 'concurrent_idempotent_requests')
    return { outcome: 'retry', reason, mayHaveLeft: true, isTrouble: status === null };
  // The key belongs to this batch alone, so the request it was used with had these e-mails and was accepted.
  // The bytes differ only if an e-mail of the batch has been deleted since; sending the others with a new key
  // would send them twice.
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
