// The program of the thread that reads files, see `deps.files`. Its functions are called by their names.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type ReadPart, type ReadTask, readUsers } from './features/people/user-imports/read/read-users.ts';

export { parseRows } from './features/people/user-imports/read/read-users.ts';

/** @returns the SHA-256 of a file, in hexadecimal digits */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** Reads a file of users and writes its parts. */
export async function readUsersOf(task: ReadTask & { output: WritableStream<ReadPart> }): Promise<void> {
  const writer = task.output.getWriter();
  for await (const part of readUsers(task)) {
    await writer.ready;
    await writer.write(part);
  }
  await writer.close();
}
