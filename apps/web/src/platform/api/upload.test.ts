import { userImports } from '@muster/contracts/people/user-imports';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { useNodeForms } from '../../testing/forms.ts';
import { handle, type Received, Refusal, server } from '../../testing/server.ts';
import { anImport } from '../../testing/user-imports.ts';
import { call } from './call.ts';
import { fetchWithProgress } from './progress-fetch.ts';

beforeEach(useNodeForms);

function aForm() {
  const file = new File(['email\nada@x.org'], 'staff.csv', { type: 'text/csv' });
  return { form: { file, mode: 'add_and_update' } } as const;
}

const onlyAsked = new Refusal('file_invalid', [{ pointer: '#/file', detail: 'No.', code: 'workbook' }]);

describe.each([
  ['the browser’s own fetch', undefined],
  ['the one that tells how it goes', fetchWithProgress(() => undefined)],
])('with %s', (_name, how) => {
  test('a file is sent as a form, with its fields first, and a refusal is a problem', async () => {
    let seen: Received | undefined;
    server.use(
      handle(userImports.create, (received) => {
        seen = received;
        return onlyAsked;
      }),
    );
    await expect(call(userImports.create, aForm(), { fetch: how })).rejects.toMatchObject({
      ...{ code: 'file_invalid', status: 422, requestId: 'req-1', errors: [{ code: 'workbook' }] },
    });
    expect(seen?.form).toEqual([
      ['mode', 'add_and_update'],
      ['file', 'email\nada@x.org'],
    ]);
    expect(seen?.headers.get('idempotency-key')).toMatch(/^[\da-f-]{36}$/);
    expect(seen?.headers.get('accept-language')).toBe('en');
    expect(seen?.headers.get('accept')).toContain('application/problem+json');
  });

  test('temporary failures are retried with the same key', async () => {
    const keys = new Set<string | null>();
    let tries = 0;
    server.use(
      handle(userImports.create, ({ headers }) => {
        keys.add(headers.get('idempotency-key'));
        tries += 1;
        return tries === 1 ? new Refusal('service_unavailable') : anImport();
      }),
    );
    await expect(call(userImports.create, aForm(), { fetch: how })).resolves.toEqual(anImport());
    expect([tries, keys.size]).toEqual([2, 1]);
  });

  test('a missing response is a problem, and cancelling is not', async () => {
    server.use(http.post('/api/v1/user-imports', () => HttpResponse.error()));
    const unanswered = call(userImports.create, aForm(), { fetch: how });
    await expect(unanswered).rejects.toMatchObject({ code: 'network_unreachable' });
    const leaving = new AbortController();
    server.use(
      handle(userImports.create, async () => {
        leaving.abort();
        await new Promise((resolve) => setTimeout(resolve, 50));
        return anImport();
      }),
    );
    const { signal } = leaving;
    const given = call(userImports.create, aForm(), { fetch: how, signal });
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
  });
});
