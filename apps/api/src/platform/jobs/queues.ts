import type { ProviderEvent } from '../email/transports/resend-webhook.ts';

type Nothing = Readonly<Record<string, never>>;

/** All queues and the data of their jobs. */
export interface JobData {
  /** Render e-mails of the outbox and put them into batches. */
  'emails.deliver': { readonly accountId: string; readonly emailIds: readonly string[] };
  /** Send a batch. */
  'emails.send': {
    readonly batchId: string;
    readonly attempt: number;
    /** When the first attempt was made. */
    readonly since: string;
    /** Whether an attempt may have sent it without our knowledge. */
    readonly mayHaveLeft: boolean;
  };
  /** Record a provider's report about an e-mail that was not known at the time. */
  'emails.note-report': { readonly id: string; readonly report: Report };
  /** Send a reset e-mail, if the address belongs to somebody who can sign in. */
  'auth.send-reset': { readonly email: string };
  /** Run a bulk operation. */
  'users.bulk': { readonly accountId: string; readonly operationId: string };
  /** Carry out the rows of an import, from where it stopped. */
  'users.import': { readonly accountId: string; readonly importId: string };
  'invitations.remind': Nothing;
  'notifications.send-digests': Nothing;
  /** Delete expired data. */
  'service.clean-up': Nothing;
}

/** A provider's report as JSON. */
type Report = Omit<ProviderEvent, 'at'> & { readonly at: string };

export type QueueName = keyof JobData;

/** How jobs of a queue are retried and fetched. */
export interface QueueSettings {
  readonly boss: {
    readonly retryLimit: number;
    readonly retryDelay?: number;
    readonly retryBackoff?: boolean;
    readonly retryDelayMax?: number;
    readonly expireInSeconds: number;
    readonly heartbeatSeconds: number;
    readonly deleteAfterSeconds: number;
    readonly notify?: boolean;
  };
  /** How many jobs a handler receives at once. */
  readonly batchSize: number;
  /** How often to poll for jobs without a notification: those whose start time has come. */
  readonly pollSeconds: number;
  /** When a job is added automatically, in UTC. */
  readonly cron?: string;
}

// A killed worker sends no more heartbeats; its jobs are taken over within seconds.
const heartbeatSeconds = 10;

/** The queue never gives up e-mails: the code that sends them decides when to stop retrying. */
const forEver = { retryLimit: 100_000, retryDelay: 2, retryBackoff: true, retryDelayMax: 300 };

const onSchedule = {
  boss: { retryLimit: 0, expireInSeconds: 1800, heartbeatSeconds, deleteAfterSeconds: 3600 },
  batchSize: 100,
  pollSeconds: 5,
};

export const queues: Readonly<Record<QueueName, QueueSettings>> = {
  'emails.deliver': {
    boss: { ...forEver, expireInSeconds: 3600, heartbeatSeconds, deleteAfterSeconds: 3600, notify: true },
    batchSize: 100,
    pollSeconds: 10,
  },
  'emails.send': {
    boss: { ...forEver, expireInSeconds: 3600, heartbeatSeconds, deleteAfterSeconds: 86_400 },
    batchSize: 1,
    pollSeconds: 1,
  },
  'emails.note-report': {
    boss: {
      retryLimit: 6,
      retryDelay: 2,
      retryBackoff: true,
      expireInSeconds: 60,
      heartbeatSeconds,
      deleteAfterSeconds: 3600,
      notify: true,
    },
    batchSize: 100,
    pollSeconds: 5,
  },
  'auth.send-reset': {
    boss: {
      retryLimit: 5,
      retryBackoff: true,
      expireInSeconds: 60,
      heartbeatSeconds,
      deleteAfterSeconds: 60,
      notify: true,
    },
    batchSize: 100,
    pollSeconds: 30,
  },
  'users.bulk': {
    boss: { ...forEver, expireInSeconds: 3600, heartbeatSeconds, deleteAfterSeconds: 3600, notify: true },
    batchSize: 1,
    pollSeconds: 1,
  },
  'users.import': {
    boss: { ...forEver, expireInSeconds: 3600, heartbeatSeconds, deleteAfterSeconds: 3600, notify: true },
    batchSize: 1,
    pollSeconds: 1,
  },
  'invitations.remind': { ...onSchedule, cron: '*/5 * * * *' },
  'notifications.send-digests': { ...onSchedule, cron: '* * * * *' },
  'service.clean-up': { ...onSchedule, cron: '40 2 * * *' },
};
