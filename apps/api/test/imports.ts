import { type CommitImport, type ImportMode, userImports } from '@muster/contracts/people/user-imports';
import type { TestClient } from './client.ts';
import type { Api } from './harness.ts';

/**
 * Uploads a file of users.
 * @returns the preview
 */
export function upload(by: TestClient, content: string | Buffer, mode: ImportMode = 'add') {
  const file = new File([new Uint8Array(Buffer.from(content))], 'users.csv');
  return by.call(userImports.create, { form: { mode, file } });
}

/** Every row of an import, in short: line, outcome, address, codes. */
export async function rowsOf(by: TestClient, id: string) {
  const { data } = await by.call(userImports.listRows, { params: { id }, query: { limit: 200 } });
  return data.map(({ line, outcome, email, errors }) =>
    [line, outcome, email, ...errors.map(({ code }) => code)].join(' '),
  );
}

/**
 * Commits an import and runs its job.
 * @returns the finished import
 */
export async function commit(api: Api, by: TestClient, id: string, body: Partial<CommitImport> = {}) {
  await by.call(userImports.commit, { params: { id }, body });
  await api.runJobs();
  return by.call(userImports.get, { params: { id } });
}
