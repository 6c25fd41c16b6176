import type { Logger } from 'pino';
import { newId } from '../crypto/tokens.ts';
import { unnestRows } from '../db/rows.ts';
import { type Query, sql } from '../db/sql.ts';
import type { KeyIdentity } from './find-key.ts';

/** One answered request of a key. */
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

/** Keeps what keys asked for. */
export interface KeyUsage {
  /** Notes a request; it is written within a second, with all others of that time. */
  note(request: KeyRequest): void;
  /** Writes what was noted so far. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const writeEveryMs = 1_000;
/** Beyond it, while the database is away, the oldest are forgotten: a log must not take the process down. */
const mostWaiting = 20_000;

const columns = {
  id: 'uuid',
  accountId: 'uuid',
  keyId: 'uuid',
  method: 'text',
  route: 'text',
  status: 'smallint',
  code: 'text',
  durationMs: 'real',
  isReplayed: 'boolean',
  ipAddress: 'text',
  requestId: 'text',
  time: 'timestamptz',
} as const;

/**
 * Opens the request log of the keys. A row for each request, written one by one, would cost as much as the request; in
 * one statement a second they cost next to nothing. What a killed process did not write is lost.
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

// Keys that are gone meanwhile are left out; each key is touched once, in the order of their ids.
function writeSql(rows: readonly (KeyRequest & { id: string })[]) {
  return sql`
    WITH noted AS MATERIALIZED (SELECT * FROM ${unnestRows('n', columns, rows)}), last AS (
      SELECT DISTINCT ON ("accountId", "keyId") "accountId", "keyId", time, "ipAddress" FROM noted
      ORDER BY "accountId", "keyId", time DESC
    ), locked AS MATERIALIZED (
      SELECT k.account_id, k.id FROM api_keys k JOIN last ON k.account_id = last."accountId" AND k.id = last."keyId"
      ORDER BY k.account_id, k.id FOR NO KEY UPDATE OF k
    ), used AS (
      UPDATE api_keys k SET last_used_at = greatest(k.last_used_at, last.time), last_used_ip = last."ipAddress"
      FROM last JOIN locked ON locked.account_id = last."accountId" AND locked.id = last."keyId"
      WHERE k.account_id = last."accountId" AND k.id = last."keyId"
    )
    INSERT INTO api_key_requests (account_id, key_id, id, method, route, status, code, duration_ms, is_replayed,
      ip_address, request_id, created_at)
    SELECT "accountId", "keyId", n.id, method, route, status, code, "durationMs", "isReplayed", "ipAddress", "requestId", time
    FROM noted n JOIN locked ON locked.account_id = n."accountId" AND locked.id = n."keyId"`;
}
