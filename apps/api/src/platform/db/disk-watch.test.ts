import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { createLogger } from '../logger.ts';
import { watchDisk } from './disk-watch.ts';

test('a full disk stays full until something can be written', async () => {
  const full = Object.assign(new pg.DatabaseError('could not extend file', 1, 'error'), { code: '53100' });
  const query = vi.fn().mockRejectedValue(full);
  const disk = watchDisk({ pool: { query }, log: createLogger('silent'), everyMs: 1 });
  disk.note(new Error('something else'));
  expect(disk.isFull()).toBe(false);
  disk.note(full);
  disk.note(full);
  expect(disk.isFull()).toBe(true);
  await vi.waitFor(() => expect(query.mock.calls.length).toBeGreaterThan(2));
  expect(disk.isFull()).toBe(true);
  query.mockResolvedValue({ rows: [] });
  await vi.waitFor(() => expect(disk.isFull()).toBe(false));
  disk.close();
});
