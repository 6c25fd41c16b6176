import { auth } from '@muster/contracts/access/auth';
import { account } from '@muster/contracts/account/account';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { anAddress, password } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';

const api = useApi();
const closed = useApi({ environment: { SIGN_UP: 'closed' } });

test('settings can be changed one by one, and unknown time zones or colours are reported', async () => {
  const owner = await api.given.anOwner();
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

const dataUrl = (bytes: Buffer, type = 'png') => `data:image/${type};base64,${bytes.toString('base64')}`;

test('a logo is re-encoded as PNG, served publicly, and can be removed', async () => {
  const owner = await api.given.anOwner();
  const wide = sharp({ create: { width: 2000, height: 500, channels: 3, background: '#0b7285' } });
  const exif = { IFD0: { Copyright: 'secret place' } };
  for (const type of ['png', 'jpeg', 'webp'] as const) {
    // Data hidden behind the picture, and its metadata, are removed.
    const source = Buffer.concat([
      await wide.clone().withExif(exif).toFormat(type).toBuffer(),
      Buffer.from('<script>'),
    ]);
    const { logoUrl } = await owner.call(account.update, { body: { logo: dataUrl(source, type) } });
    const url = (logoUrl ?? '').replace('https://muster.test', '');
    const served = await api.app.inject({ method: 'GET', url });
    expect(served.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': expect.stringContaining('immutable'),
    });
    expect(await sharp(served.rawPayload).metadata()).toMatchObject({
      format: 'png',
      width: 640,
      height: 160,
    });
    expect(served.rawPayload.toString('latin1')).not.toMatch(/script|secret/);
  }
  const { logoUrl } = await owner.call(account.get, {});
  expect((await owner.call(account.update, { body: { logo: null } })).logoUrl).toBeNull();
  const gone = await api.anonymous().raw({ method: 'GET', url: new URL(logoUrl ?? '').pathname });
  expect(gone.status).toBe(404);
});

test('a logo that is not a small PNG, JPEG or WebP is refused', async () => {
  const owner = await api.given.anOwner();
  const picture = sharp({ create: { width: 50, height: 50, channels: 3, background: 'red' } });
  const png = await picture.clone().png().toBuffer();
  const vast = sharp({ create: { width: 9000, height: 9000, channels: 3, background: 'red' } });
  const bad = [
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)" width="9" height="9"/>'),
    Buffer.from('GIF89a no picture at all'),
    await picture.clone().gif().toBuffer(),
    png.subarray(0, png.length - 30),
    Buffer.concat([png, Buffer.alloc(1_048_577)]),
    await vast.png({ compressionLevel: 9 }).toBuffer(),
  ];
  for (const bytes of bad) {
    const refusal = await owner.refused(account.update, { body: { logo: dataUrl(bytes) } });
    expect([refusal.code, refusal.errors?.[0]?.pointer]).toEqual(['logo_invalid', '#/logo']);
  }
});

test('nobody can create an account where sign-up is closed', async () => {
  const body = { accountName: 'Acme', name: 'Ada', email: anAddress(), password };
  expect((await closed.anonymous().refused(auth.signUp, { body })).code).toBe('sign_up_closed');
});

test('problems use the language of the Accept-Language header', async () => {
  const owner = await api.given.anOwner();
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
