/** Every queue, what one job of it carries, and how it is retried. */
export interface JobData {
  /** Render and deliver one mail of the outbox. */
  'emails.deliver': { readonly accountId: string; readonly emailId: string };
  /** Send a reset mail, if the address belongs to somebody who can sign in. */
  'auth.send-reset': { readonly email: string };
}

export type QueueName = keyof JobData;

/** Attempts at one mail before it counts as failed; with the back-off below they span about a day. */
export const emailAttempts = 12;

export const queues = {
  'emails.deliver': {
    retryLimit: emailAttempts - 1,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 6 * 3600,
    expireInSeconds: 300,
    // A worker that was killed stops beating; its jobs are taken over within seconds.
    heartbeatSeconds: 10,
    deleteAfterSeconds: 3 * 86_400,
    notify: true,
  },
  'auth.send-reset': {
    retryLimit: 5,
    retryBackoff: true,
    expireInSeconds: 60,
    heartbeatSeconds: 10,
    deleteAfterSeconds: 60,
    notify: true,
  },
} as const satisfies Record<QueueName, object>;
