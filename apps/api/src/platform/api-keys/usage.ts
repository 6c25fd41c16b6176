import type { Logger } from 'pino';
import { newId } from '../crypto/tokens.ts';
import { defineRow, unnestRows } from '../db/rows.ts';
import { type Query, sql } from '../db/sql.ts';
import type { KeyIdentity } from './find-key.ts';

/** A finished request of a key. */
export interface KeyRequest extends KeyIdentity {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly code: string | null;
  readonly durationMs: number;
  readonly isReplayed: boolean;
  readonly ipAddress: string | null;
  readonly requestId: string;
  readonly time: Date;
}

/** The request log of the keys. */
export interface KeyUsage {
  /** Logs a request; all requests of a second are written in one batch. */
  note(request: KeyRequest): void;
  /** Writes all requests logged so far. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const writeEveryMs = 1_000;
/**
 * The maximum number of waiting entries. While the database is unreachable, older ones are dropped: a log
 * must not take the process down.
 */
const mostWaiting = 20_000;

const requestRow = defineRow<KeyRequest & { id: string }>({
  id: 'id uuid',
  accountId: 'account_id uuid',
  keyId: 'key_id uuid',
  method: 'method text',
  route: 'route text',
  status: 'status smallint',
  code: 'code text',
  durationMs: 'duration_ms real',
  isReplayed: 'is_replayed boolean',
  ipAddress: 'ip_address text',
  requestId: 'request_id text',
  time: 'time timestamptz',
});

/**
 * Opens the request log of the keys. Writing each row separately would cost as much as the request; one
 * statement per second costs next to nothing. Entries that a killed process has not written are lost.
 */
export function openKeyUsage(query: Query, log: Logger): KeyUsage {
  let noted: (KeyRequest & { id: string })[] = [];
  let writing: Promise<void> = Promise.resolve();

  const write = async () => {
    const rows = noted;
    noted = [];
    if (rows.length === 0) return;
    await query(writeSql(rows)).catch((error: unknown) => {
      log.error({ err: error, requests: rows.length }, 'requests of API keys could not be recorded');
      noted = [...rows, ...noted].slice(-mostWaiting);
    });
  };
  const flush = () => {
    writing = writing.then(write);
    return writing;
  };
  const timer = setInterval(() => void flush(), writeEveryMs).unref();
  return {
    note(request) {
      noted.push({ ...request, id: newId() });
      if (noted.length > mostWaiting) noted = noted.slice(-mostWaiting);
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

// Skips keys that were deleted meanwhile. Each key is updated once, in the order of their ids.
function writeSql(rows: readonly (KeyRequest & { id: string })[]) {
  return sql`
    WITH noted AS MATERIALIZED (SELECT * FROM ${unnestRows('n', requestRow, rows)}), last AS (
      SELECT DISTINCT ON (account_id, key_id) account_id, key_id, time, ip_address FROM noted
      ORDER BY account_id, key_id, time DESC
    ), locked AS MATERIALIZED (
      SELECT k.account_id, k.id FROM api_keys k JOIN last ON k.account_id = last.account_id AND k.id = last.key_id
      ORDER BY k.account_id, k.id FOR NO KEY UPDATE OF k
    ), used AS (
      UPDATE api_keys k SET last_used_at = greatest(k.last_used_at, last.time), last_used_ip = last.ip_address
      FROM last JOIN locked ON locked.account_id = last.account_id AND locked.id = last.key_id
      WHERE k.account_id = last.account_id AND k.id = last.key_id
    )
    INSERT INTO api_key_requests (account_id, key_id, id, method, route, status, code, duration_ms, is_replayed,
      ip_address, request_id, created_at)
    SELECT n.account_id, n.key_id, n.id, method, route, status, code, duration_ms, is_replayed, ip_address, request_id, time
    FROM noted n JOIN locked ON locked.account_id = n.account_id AND locked.id = n.key_id`;
}
