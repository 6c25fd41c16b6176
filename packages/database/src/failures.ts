import pg from 'pg';
import { Prisma } from './generated/client.ts';

/**
 * Whether a unique index refused the row.
 * @param error the error of the client or the driver
 * @param part a part of the index's name or columns, to distinguish several
 */
export function isUniqueViolation(error: unknown, part = ''): boolean {
  if (error instanceof pg.DatabaseError) return error.code === '23505' && !!error.constraint?.includes(part);
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  const isDuplicate = error.code === 'P2002' || (error.code === 'P2010' && sqlState(error) === '23505');
  return isDuplicate && JSON.stringify(error.meta ?? {}).includes(part);
}

/** SQLSTATEs of a serialisation failure, a deadlock, and a foreign key that refused a row. */
const conflictStates = ['40001', '40P01', '23503'];
/** The same as Prisma calls them, and a row to update or delete that does not exist. */
const conflictCodes = ['P2034', 'P2003', 'P2025'];

/**
 * Whether another transaction got in the way, so that running this one again may succeed: a deadlock, a serialisation
 * failure, or a row that is gone since it was read.
 */
export function isConflict(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return conflictStates.includes(error.code ?? '');
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return conflictCodes.includes(error.code) || conflictStates.includes(sqlState(error));
}

/** Whether a statement was not executed because an earlier one in the same transaction failed. */
export function isAborted(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return error.code === '25P02';
  return error instanceof Prisma.PrismaClientKnownRequestError && sqlState(error) === '25P02';
}

/** Codes of Prisma for a database that cannot be reached, or has no connection free in time. */
const prismaCodes = ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'];

/** Codes of Node for a connection that failed, at its start or later. */
const networkCodes = [
  ...[
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
  ],
];

/**
 * SQLSTATE classes of a server that cannot serve now (PostgreSQL, appendix A): connection exceptions, too few
 * resources, the operator intervened, the system failed; and a server that only reads, as after a switch to a
 * replica.
 */
const unavailableStates = /^(08|53|57P|58)|^25006$/;

/** What `pg` says, without a code, about connections that ended, did not answer or were not free in time. */
const unavailableTexts =
  /timeout exceeded when trying to connect|read timeout|Connection terminated|Connection ended|not queryable|connection error/i;

/** Whether the database cannot be reached, or cannot serve for now. A retry may succeed. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    return prismaCodes.includes(error.code) || unavailableStates.test(sqlState(error));
  }
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (networkCodes.includes(code) || unavailableTexts.test(error.message)) return true;
  if (error instanceof pg.DatabaseError) return unavailableStates.test(code);
  return isUnavailable(error.cause);
}

/** Whether a connection did not answer. Nothing more can be sent over it. */
export function isWithoutAnswer(error: unknown): error is Error {
  return error instanceof Error && error.message === 'Query read timeout';
}

/** Whether the database stopped a statement because it took longer than it may. */
export function isTooLong(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return error.code === '57014';
  return error instanceof Prisma.PrismaClientKnownRequestError && sqlState(error) === '57014';
}

/** Whether the database's disk is full. */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return error.code === '53100';
  return error instanceof Prisma.PrismaClientKnownRequestError && sqlState(error) === '53100';
}

function sqlState(error: Prisma.PrismaClientKnownRequestError): string {
  const cause = (error.meta as { driverAdapterError?: { cause?: { originalCode?: string } } } | undefined)
    ?.driverAdapterError?.cause;
  return cause?.originalCode ?? '';
}
