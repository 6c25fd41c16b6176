import { expect, test } from 'vitest';
import { suggestAddress } from './suggest-domain.ts';

test.each([
  ['Ada.L@gmial.com', 'Ada.L@gmail.com'],
  ['ada@gmail.con', 'ada@gmail.com'],
  ['ada@gmal.com', 'ada@gmail.com'],
  ['ada@hotmial.com', 'ada@hotmail.com'],
  ['ada@outlok.com', 'ada@outlook.com'],
  ['ada@yaho.com', 'ada@yahoo.com'],
  ['ada@t-onlin.de', 'ada@t-online.de'],
  ['ada@difference.cmo', 'ada@difference.com'],
  ['ada@exampel.org', 'ada@example.org'],
])('%s was probably %s', (typed, meant) => {
  expect(suggestAddress(typed, ['example.org'])).toBe(meant);
});

test.each([
  'ada@gmail.com',
  'ada@email.com',
  'ada@acme.test',
  'ada@aal.com',
  'ada@olive.com',
  'ada@web.de',
  'ada@gmx.at',
  'ada@müller.de',
  'ada@uni.example.org',
  'ada@company.co',
  'ada@acme.io',
  'ada@gmx.com',
  'ada@sample.com',
  'ada@mail.ru',
  'ada@trail.com',
  'ada@acme.org',
])('%s gets no suggestion', (email) => {
  expect(suggestAddress(email, ['example.org'])).toBeUndefined();
});
