import type { Database } from '@muster/database/client';
import { openDatabase } from '@muster/database/client';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { type KeyUsage, openKeyUsage } from './platform/api-keys/usage.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { readSecretKeys } from './platform/crypto/secret-key.ts';
import { deriveSecrets, type Secrets } from './platform/crypto/secrets.ts';
import { type AutoAnalyze, startAutoAnalyze } from './platform/db/auto-analyze.ts';
import { type DiskWatch, watchDisk } from './platform/db/disk-watch.ts';
import { type Driver, type Inspect, openDriver } from './platform/db/driver.ts';
import { inspected } from './platform/db/inspected.ts';
import { chooseTransport } from './platform/email/transports/choose.ts';
import { type MailHealth, watchMail } from './platform/email/transports/health.ts';
import type { EmailTransport } from './platform/email/transports/transport.ts';
import { type LiveChannel, openLiveChannel } from './platform/events/live.ts';
import { type CallerCache, createCallerCache } from './platform/http/access/caller-cache.ts';
import { type NetworkLimit, openNetworkLimit } from './platform/http/access/rate-limit.ts';
import { type CostTurns, openCostTurns } from './platform/http/api/cost.ts';
import { type Jobs, openJobs } from './platform/jobs/jobs.ts';
import { createMetrics, type Metrics } from './platform/metrics.ts';
import { type AttemptLimits, openAttemptLimits } from './platform/rate-limits/attempt-limits.ts';
import { type KeyQuotas, openKeyQuotas } from './platform/rate-limits/key-quotas.ts';
import { openThreadPool, type ThreadPool } from './platform/threads/thread-pool.ts';
import { openWebhookSender, type WebhookSender } from './platform/webhooks/sender.ts';

/** The application's dependencies, created once at the start and passed down. */
export interface Dependencies {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  readonly secrets: Secrets;
  /** The unscoped client. Features reach tenant rows through `ctx.db`. */
  readonly database: Database;
  readonly pool: pg.Pool;
  /** Runs single statements over the driver. Features reach it through `ctx.query` or `acrossAccounts`. */
  readonly query: Driver['query'];
  /** The same for rows found by key: planned once per connection, not for each value. */
  readonly queryByKey: Driver['query'];
  /** Runs transactions of statements over the driver. Features reach it through `ctx.sqlTransaction`. */
  readonly sqlTransaction: Driver['sqlTransaction'];
  /** Sees statements before they run. Only tests have one. */
  readonly inspect: Inspect | undefined;
  /** Notified of writes, so that fast-growing tables get current statistics. */
  readonly autoAnalyze: AutoAnalyze;
  readonly jobs: Jobs;
  readonly live: LiveChannel;
  /** Reads uploaded files in another thread. */
  readonly files: ThreadPool;
  /** Parses large JSON bodies in another thread. */
  readonly bodies: ThreadPool;
  /** What costs a lot takes turns. */
  readonly turns: CostTurns;
  readonly attempts: AttemptLimits;
  readonly networkLimit: NetworkLimit;
  /** Caches recent callers. */
  readonly callerCache: CallerCache;
  /** The quotas of API keys and the log of their requests. */
  readonly keyQuotas: KeyQuotas;
  readonly keyUsage: KeyUsage;
  readonly emailTransport: EmailTransport;
  /** The health of the e-mail transport. */
  readonly mailHealth: MailHealth;
  readonly webhookSender: WebhookSender;
  readonly disk: DiskWatch;
  readonly metrics: Metrics;
  /** The demo company's sign-in, if there is a demo company. */
  demo: { email: string; password: string } | null;
  close(): Promise<void>;
}

/**
 * Opens the application's dependencies. The database must be migrated.
 * @param options.databaseUrl the URL of the database, embedded or not
 */
export async function openDependencies(options: {
  config: Config;
  databaseUrl: string;
  log: Logger;
  clock?: Clock;
  emailTransport?: EmailTransport;
  inspect?: Inspect;
}): Promise<Dependencies> {
  const { config, log, databaseUrl, inspect } = options;
  const {
    database: client,
    pool,
    reads,
    lookups,
    close: closeDatabase,
  } = openDatabase({ url: databaseUrl, max: config.databasePool });
  const database = inspected(client, inspect, null);
  const queryByKey = openDriver(lookups, inspect).query;
  const jobs = await openJobs({ databaseUrl, log });
  const live = await openLiveChannel({ databaseUrl, log });
  const keyUsage = openKeyUsage(queryByKey({ reason: 'the request log, written for all keys at once' }), log);
  const autoAnalyze = startAutoAnalyze(pool, log);
  const clock = options.clock ?? systemClock;
  const keys = readSecretKeys(config);
  const disk = watchDisk({ pool, log });
  const webhookSender = openWebhookSender({ isPrivateAllowed: config.arePrivateWebhooksAllowed });
  const files = openThreadPool(new URL('./file-worker.ts', import.meta.url));
  const bodies = openThreadPool(new URL('./body-worker.ts', import.meta.url));
  const emailTransport = options.emailTransport ?? (await chooseTransport(config, database, clock));
  return {
    config,
    log,
    clock,
    secrets: deriveSecrets(keys.present, keys.previous),
    database,
    pool,
    ...openDriver(pool, inspect, reads),
    queryByKey,
    inspect,
    autoAnalyze,
    jobs,
    live,
    files,
    bodies,
    turns: openCostTurns(),
    attempts: openAttemptLimits(queryByKey({ reason: 'counters of attempts' })),
    networkLimit: openNetworkLimit(config.rateLimitPerMinute),
    callerCache: createCallerCache(),
    keyQuotas: openKeyQuotas(pool, config.apiLimits),
    keyUsage,
    emailTransport,
    mailHealth: watchMail({ transport: emailTransport, clock, log }),
    webhookSender,
    disk,
    metrics: createMetrics(pool, disk),
    demo: null,
    async close() {
      disk.close();
      emailTransport.interrupt();
      await keyUsage.close();
      await files.close();
      await bodies.close();
      await live.close();
      await jobs.close();
      await emailTransport.close();
      await webhookSender.close();
      await autoAnalyze.close();
      await closeDatabase();
    },
  };
}
