import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, inject } from 'vitest';
import { databaseOn, onServer } from '../global-setup.ts';

/**
 * A new migrated database on the tests' PostgreSQL, for the tests of a file.
 * @returns its URL
 */
export function useOutsideDatabase(): string {
  const { url, template } = inject('databaseServer');
  const name = `muster_process_${randomUUID().replaceAll('-', '')}`;
  beforeAll(() => onServer(url, [`CREATE DATABASE ${name} TEMPLATE ${template}`]));
  afterAll(() => onServer(url, [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`]));
  return databaseOn(url, name);
}
