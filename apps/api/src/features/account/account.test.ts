import { account } from '@muster/contracts/account';
import { auth } from '@muster/contracts/auth';
import { expect, test } from 'vitest';
import { useApi } from '../../../test/harness.ts';
import { anAddress, password } from '../../../test/world.ts';

const api = useApi();
const closed = useApi({ environment: { SIGN_UP: 'closed' } });
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

test('settings change one by one and unknown time zones or colours are named', async () => {
  const owner = await api.world.anOwner();
  const body = {
    timeZone: 'Europe/Berlin',
    locale: 'de',
    primaryColor: '#0B7285',
    supportEmail: 'help@acme.example',
  } as const;
  expect(await owner.call(account.update, { body })).toMatchObject({ ...body, name: 'Acme' });
  expect((await owner.call(account.update, { body: { supportEmail: null } })).supportEmail).toBeNull();
  const cases = [
    [{ timeZone: 'Mars/Olympus' }, '#/timeZone'],
    [{ primaryColor: 'red' }, '#/primaryColor'],
    [{ invitationLifetimeDays: 31 }, '#/invitationLifetimeDays'],
    [{ name: 'Buy at http://evil.example' }, '#/name'],
    [{ seatLimit: 1_000_000 }, '#/seatLimit'],
  ] as const;
  for (const [bad, pointer] of cases) {
    const problem = await owner.refused(account.update, { body: bad as never });
    expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
  }
});

test('a logo is checked by its bytes, served publicly and removed again', async () => {
  const owner = await api.world.anOwner();
  const { logoUrl } = await owner.call(account.update, { body: { logo: `data:image/png;base64,${png}` } });
  const url = (logoUrl ?? '').replace('https://muster.test', '');
  const served = await api.anonymous().raw({ method: 'GET', url });
  expect(served.headers['content-type']).toBe('image/png');
  expect(served.headers['cache-control']).toContain('immutable');
  const svg = Buffer.from('<svg onload="alert(1)"/>').toString('base64');
  const large = Buffer.concat([Buffer.from(png, 'base64'), Buffer.alloc(1_048_576)]).toString('base64');
  for (const bytes of [svg, large]) {
    const body = { logo: `data:image/png;base64,${bytes}` };
    expect((await owner.refused(account.update, { body })).errors?.[0]?.pointer).toBe('#/logo');
  }
  expect((await owner.call(account.update, { body: { logo: null } })).logoUrl).toBeNull();
  expect((await api.anonymous().raw({ method: 'GET', url })).status).toBe(404);
});

test('where sign-up is closed, nobody creates an account', async () => {
  const body = { accountName: 'Acme', name: 'Ada', email: anAddress(), password };
  expect((await closed.anonymous().refused(auth.signUp, { body })).code).toBe('sign_up_closed');
});

test('problems speak the language that was asked for', async () => {
  const owner = await api.world.anOwner();
  const ask = (language: string) =>
    owner.raw({
      method: 'PATCH',
      url: '/api/v1/account',
      headers: { 'accept-language': language },
      payload: { supportEmail: 'nonsense', name: '' },
    });
  const titles = [];
  for (const language of ['de-AT,de;q=0.9,en;q=0.5', 'fr, en;q=0.1', '*', 'xx;q=zz']) {
    titles.push(((await ask(language)).body as { title: string }).title);
  }
  expect(titles).toEqual([
    'Einige Angaben sind nicht gültig',
    ...Array(3).fill('Some of the input is not valid'),
  ]);
  const german = (await ask('de')).body as { errors: { detail: string }[] };
  expect(german.errors.map(({ detail }) => detail)).toContain('Das ist keine gültige E-Mail-Adresse.');
});
