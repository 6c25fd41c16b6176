import { expect, test } from 'vitest';
import { Failure } from '../errors.ts';
import { acceptPassword } from './weak-password.ts';

const context = ['Ada.Lovelace+test@analytical-engines.example', 'Ada Lovelace', 'Analytical Engines Ltd'];

async function isRefused(password: string): Promise<boolean> {
  const error: unknown = await acceptPassword(password, context).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (error === undefined) return false;
  expect(error).toBeInstanceOf(Failure);
  expect((error as Failure).code).toBe('password_weak');
  return true;
}

test.each([
  ['too short', 'short 123'],
  ['one character', 'aaaaaaaaaaaaaaaa'],
  ['two characters', 'abababababab'],
  ['a known one', 'qwertyuiop'],
  ['a known one in capitals', 'QWERTYUIOP'],
  ['a known one in full width', 'ｑｗｅｒｔｙｕｉｏｐ'],
  ['the address', 'ada.lovelace+test@analytical-engines.example'],
  ['a part of the address', 'ada.lovelace'],
  ['the name', 'Ada Lovelace'],
  ['the name backwards with a year', 'LovelaceAda1815'],
  ['the company', 'Analytical Engines'],
  ['the company with a year', 'analytical-engines-2026!'],
  ['a part of the company with digits', 'Analytical123'],
  ['the product', 'muster12345'],
  ['the product twice', 'MusterMuster!'],
  ['the word itself', 'Passwort2026!'],
])('%s is refused', async (_name, password) => {
  expect(await isRefused(password)).toBe(true);
});

test.each([
  ['a sentence with the company in it', 'engines that weave algebra'],
  ['a sentence with the name in it', 'lovelace met babbage'],
  ['random characters', 'q7#Vx!2mZp9&'],
  ['words', 'a fine horse battery'],
  ['digits only, if nobody knows them', '8204617395'],
  ['another script', 'сорок тысяч обезьян'],
])('%s is accepted', async (_name, password) => {
  expect(await isRefused(password)).toBe(false);
});

test('empty and one-letter words of the context refuse nothing', async () => {
  await expect(acceptPassword('a fine horse battery', ['', ' ', 'a', '-'])).resolves.toBeDefined();
});
