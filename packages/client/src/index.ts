// The public API of the package.
export type * from './contract.ts';
export { type ProblemCode, ProblemError } from './core/problem.ts';
export type { CallOptions, Deprecation } from './core/settings.ts';
export type { Listing } from './listing.ts';
export { createMuster, type Muster, type MusterOptions } from './muster.ts';
export {
  type ReceivedEvent,
  verifyWebhook,
  type WebhookEvent,
  type WebhookHeaders,
  type WebhookRefusal,
  WebhookVerificationError,
} from './webhooks.ts';
