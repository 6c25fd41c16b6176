import { Resend } from 'resend';
import * as z from 'zod';

/** An event of an e-mail, as Resend reports it. */
export interface ProviderEvent {
  readonly type: 'sent' | 'delivered' | 'delayed' | 'bounced' | 'complained' | 'suppressed' | 'failed';
  readonly at: Date;
  readonly reason: string | null;
  /** The provider's id of the e-mail. */
  readonly providerId: string;
  /** Our id of the e-mail, from the tag it was sent with. */
  readonly emailId: string | null;
}

/** The signed headers of a webhook call (Svix). */
export interface WebhookHeaders {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
}

const Text = z.string().max(2000);
const Report = z.object({
  type: z.string(),
  created_at: z.coerce.date(),
  data: z.object({
    email_id: z.string().min(1).max(200),
    // They are sent as a list of names and values, but reported as an object.
    tags: z.record(z.string(), z.string()).optional().catch(undefined),
    bounce: z.object({ type: Text, message: Text.optional() }).optional().catch(undefined),
    suppressed: z.object({ reason: Text.optional(), message: Text.optional() }).optional().catch(undefined),
    failed: z.object({ reason: Text }).optional().catch(undefined),
  }),
});

let verifier: Resend | undefined;

/**
 * Verifies the signature of the raw body, and that the call is at most a few minutes old.
 * @param secret `whsec_…`
 * @returns the body as JSON, or null if it is not from Resend
 */
export function verifyResendCall(secret: string, headers: WebhookHeaders, payload: string): unknown {
  // The SDK requires a key even to check a signature, which sends nothing.
  verifier ??= new Resend('re_verifies_signatures_only');
  try {
    return verifier.webhooks.verify({ payload, headers: { ...headers }, webhookSecret: secret });
  } catch {
    return null;
  }
}

/** The event that a verified call reports; null if it does not concern an e-mail's delivery. */
export function readResendReport(body: unknown): ProviderEvent | null {
  const parsed = Report.safeParse(body);
  if (!parsed.success) return null;
  const { type, created_at: at, data } = parsed.data;
  const outcome = outcomeOf(type, data);
  if (!outcome) return null;
  const emailId = z.uuid().safeParse(data.tags?.email).data ?? null;
  return { ...outcome, at, providerId: data.email_id, emailId };
}

function outcomeOf(
  type: string,
  { bounce, suppressed, failed }: z.output<typeof Report>['data'],
): Pick<ProviderEvent, 'type' | 'reason'> | null {
  switch (type) {
    case 'email.sent':
      return { type: 'sent', reason: null };
    case 'email.delivered':
      return { type: 'delivered', reason: null };
    case 'email.delivery_delayed':
      return { type: 'delayed', reason: null };
    case 'email.complained':
      return { type: 'complained', reason: null };
    case 'email.bounced':
      // Only a permanent bounce is final; a full mailbox may still accept the e-mail later.
      return {
        type: bounce?.type === 'Permanent' ? 'bounced' : 'delayed',
        reason: bounce?.message ?? bounce?.type ?? null,
      };
    case 'email.suppressed':
      return { type: 'suppressed', reason: suppressed?.reason ?? suppressed?.message ?? null };
    case 'email.failed':
      return { type: 'failed', reason: failed?.reason ?? null };
    default:
      return null;
  }
}
