import { StreamEvent } from '@muster/contracts/catalogue';
import pg from 'pg';
import type { Logger } from 'pino';

/** The PostgreSQL channel that carries live messages between processes. */
export const liveChannelName = 'muster_live';

/** The channel that names the accounts with new webhook deliveries. */
export const webhookChannelName = 'muster_webhooks';

export interface LiveMessage {
  readonly accountId: string;
  readonly topics: readonly StreamEvent[];
  /**
   * The users and sign-ins that lost a right, which triggers name; null after a lost connection: possibly all.
   */
  readonly ended?: readonly string[] | null;
}

type Listener = (message: LiveMessage) => void;

/** Live messages of all accounts, from all processes. */
export interface LiveChannel {
  /** @returns a function that ends the subscription */
  subscribe(accountId: string, listener: Listener): () => void;
  /**
   * Reports which account has webhooks to send; null after a lost connection: possibly any.
   * @returns a function that ends the subscription
   */
  onWebhooks(listener: (accountId: string | null) => void): () => void;
  /**
   * Reports that e-mails of some account may wait.
   * @returns a function that ends the subscription
   */
  onEmails(listener: () => void): () => void;
  close(): Promise<void>;
}

const retryAfterMs = 1_000;

/**
 * Listens for live messages on a separate connection, and reconnects if it breaks. Messages in between are
 * lost; subscribers are then notified that everything may have changed.
 * @param options.databaseUrl the database that all processes share
 */
export async function openLiveChannel(options: { databaseUrl: string; log: Logger }): Promise<LiveChannel> {
  const listeners = new Map<string, Set<Listener>>();
  const webhookListeners = new Set<(accountId: string | null) => void>();
  const emailListeners = new Set<() => void>();
  const everything = StreamEvent.options;
  let isClosed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: options.databaseUrl, keepAlive: true });
    next.on('error', () => undefined);
    next.on('end', () => {
      if (!isClosed && client === next) reconnectLater();
    });
    next.on('notification', ({ channel, payload }) => {
      if (payload === undefined) return;
      if (channel === webhookChannelName) notifyWebhooks(payload);
      else dispatch(JSON.parse(payload) as LiveMessage);
    });
    await next.connect();
    await next.query(`LISTEN ${liveChannelName}; LISTEN ${webhookChannelName}`);
    client = next;
  };
  const dispatch = (message: LiveMessage) => {
    if (message.topics.includes('emails.changed')) notifyEmails();
    for (const listener of listeners.get(message.accountId) ?? []) listener(message);
  };
  const notifyWebhooks = (accountId: string | null) => {
    for (const listener of webhookListeners) listener(accountId);
  };
  const notifyEmails = () => {
    for (const listener of emailListeners) listener();
  };
  const reconnectLater = () => {
    options.log.warn('the live channel lost its connection and tries again');
    timer = setTimeout(() => {
      connect().then(
        () => {
          for (const accountId of listeners.keys()) dispatch({ accountId, topics: everything, ended: null });
          notifyWebhooks(null);
          notifyEmails();
        },
        () => {
          if (!isClosed) reconnectLater();
        },
      );
    }, retryAfterMs);
  };
  await connect();

  return {
    subscribe(accountId, listener) {
      const own = listeners.get(accountId) ?? new Set();
      listeners.set(accountId, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0 && listeners.get(accountId) === own) listeners.delete(accountId);
      };
    },
    onWebhooks(listener) {
      webhookListeners.add(listener);
      return () => webhookListeners.delete(listener);
    },
    onEmails(listener) {
      emailListeners.add(listener);
      return () => emailListeners.delete(listener);
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}
