import { userImports } from '@muster/contracts/user-imports';
import { expect, test } from 'vitest';
import { useNodeForms } from '../../testing/forms.ts';
import { handle, Refusal, server } from '../../testing/server.ts';
import { call } from './call.ts';

test('a file goes as a form, its fields first', async () => {
  await useNodeForms();
  let parts: unknown;
  server.use(
    handle(userImports.create, ({ form }) => {
      parts = form;
      return new Refusal('file_invalid');
    }),
  );
  const file = new File(['email\nada@x.org'], 'staff.csv', { type: 'text/csv' });
  const upload = call(userImports.create, { form: { file, mode: 'add_and_update' } });
  await expect(upload).rejects.toMatchObject({ code: 'file_invalid' });
  expect(parts).toEqual([
    ['mode', 'add_and_update'],
    ['file', 'email\nada@x.org'],
  ]);
});
