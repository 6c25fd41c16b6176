/**
 * Uploads files that are made to cost much, alone and six at once by six companies:
 *
 *   node bench/attacks/csv.ts
 *
 * Judges that `/healthz` keeps answering; says the memory before and after.
 */
import { basePath } from '@muster/contracts/kit/endpoint';
import { signUp } from '../../apps/api/test/process/people.ts';
import { say, startProduct } from '../harness.ts';
import { underAttack } from './harness.ts';

const megabytes = 19;
const size = megabytes * 1_000_000;

const files = {
  'commas only': ','.repeat(size),
  'empty lines only': '\n'.repeat(size),
  'an open quotation mark': `Email\n"${'x'.repeat(size)}`,
  'rows of 200 empty cells': `${','.repeat(199)}\n`.repeat(size / 200),
  'rows of 9 long cells': `Email\n${`${'x'.repeat(9_999)},`.repeat(9)}x\n`.repeat(size / 100_000),
  'many names of groups': `Email,Groups\nada@example.org,"${'a;'.repeat(4_900)}"\n`.repeat(size / 10_000),
};

const product = await startProduct();
const owners = [];
for (let index = 0; index < 6; index += 1) owners.push(await signUp(product.url));
const cookies = owners.map((owner) =>
  [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
);

async function send(text: string, cookie: string): Promise<number> {
  const form = new FormData();
  form.append('file', new File([text], 'users.csv'));
  const response = await fetch(`${product.url}${basePath}/user-imports`, {
    ...{ method: 'POST', headers: { cookie }, body: form },
  });
  await response.arrayBuffer();
  return response.status;
}

for (const [name, text] of Object.entries(files)) {
  const one = await underAttack(product, `${megabytes} MB, ${name}`, async () => [
    await send(text, cookies[0] ?? ''),
  ]);
  const six = await underAttack(product, `six at once`, () =>
    Promise.all(cookies.map((cookie) => send(text, cookie))),
  );
  say(`       answers ${[...one, ...six].join(' ')}`);
}
await product.stop();
