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

/** Whether a foreign key refused the row, because the referenced row does not exist (any more). */
export function isMissingReference(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return error.code === '23503';
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2003';
}

/** Whether a retry of the transaction may succeed: deadlock or serialisation failure. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return ['40001', '40P01'].includes(error.code ?? '');
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === 'P2034' || ['40001', '40P01'].includes(sqlState(error));
}

/** Whether a statement was not executed because an earlier one in the same transaction failed. */
export function isAborted(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return error.code === '25P02';
  return error instanceof Prisma.PrismaClientKnownRequestError && sqlState(error) === '25P02';
}

/** Whether the database could not be reached, or no connection was free in time. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    return ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'].includes(error.code);
  }
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  if (!(error instanceof Error)) return false;
  // The error of `pg` when all connections are busy; it has no code.
  if (error.message.includes('timeout exceeded when trying to connect')) return true;
  const code = 'code' in error ? String(error.code) : '';
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' || code.startsWith('57P') || code === '53300';
}

function sqlState(error: Prisma.PrismaClientKnownRequestError): string {
  const cause = (error.meta as { driverAdapterError?: { cause?: { originalCode?: string } } } | undefined)
    ?.driverAdapterError?.cause;
  return cause?.originalCode ?? '';
}
