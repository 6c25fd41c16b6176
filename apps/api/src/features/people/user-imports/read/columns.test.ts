import { expect, test } from 'vitest';
import { findColumns, hasCellsBeyond } from './columns.ts';
import { choiceOf } from './header-words.ts';
import { parseRow } from './parse-row.ts';

const fieldsOf = (...rows: string[][]) => findColumns(rows).columns.map(({ field }) => field);
const all = ['email', 'firstName', 'lastName', 'role', 'groups', 'locale', 'externalId'];

test.each([
  ['English', 'E-mail address,First name,Last name,Role,Groups,Language,Employee ID'],
  ['English with marks', 'EMAIL ,first_name,LAST-NAME,User role,Teams,lang,Personnel no.'],
  ['German', 'E-Mail-Adresse,Vorname,Familienname,Rolle,Benutzergruppen,Sprache,Personalnummer'],
  ['French', 'Adresse e-mail,Prénom,Nom de famille,Rôle,Groupes,Langue,Matricule'],
  ['Spanish', 'Correo electrónico,Nombre,Apellidos,Rol,Grupos,Idioma,Número de empleado'],
  ['Italian', 'Indirizzo e-mail,Nome,Cognome,Ruolo,Gruppi,Lingua,Matricola'],
  ['Dutch', 'E-mailadres,Voornaam,Achternaam,Rol,Groepen,Taal,Personeelsnummer'],
  ['our export', 'E-mail,First name,Last name,Role,Groups,Language,External ID'],
])('columns are recognised by their headers: %s', (_, line) => {
  expect(fieldsOf(line.split(','))).toEqual(all);
});

test('several columns can be groups, other fields take the first column, unknown headers are ignored', () => {
  const line = ['Email', 'Email 2', 'e mail', 'Group 1', 'Gruppe 2', 'Status', 'Created', '', 'Reason'];
  expect(fieldsOf(line)).toEqual(['email', null, null, 'groups', 'groups', null, null, null, null]);
  expect(fieldsOf(['Name', 'Vorname', 'E-Mail'])).toEqual(['lastName', 'firstName', 'email']);
  expect(fieldsOf(['Name', 'E-Mail'])).toEqual(['name', 'email']);
});

test('without a header, columns are recognised by their values', () => {
  const rows = [
    ['1', 'ada@example.org', 'Ada', 'Lovelace', 'Admin', 'de-DE'],
    ['2', 'grace@example.org', 'Grace', 'Hopper', 'member', ''],
  ];
  const { columns, headerRows } = findColumns(rows);
  expect(headerRows).toBe(0);
  expect(columns.map(({ field }) => field)).toEqual([
    null,
    'email',
    'firstName',
    'lastName',
    'role',
    'locale',
  ]);
  expect(columns[2]).toMatchObject({ index: 2, header: '', samples: ['Ada', 'Grace'] });
  expect(fieldsOf(['Ada Lovelace', 'ada@example.org'])).toEqual(['name', 'email']);
  expect(
    findColumns([
      ['Something', 'else'],
      ['a', 'b'],
    ]),
  ).toMatchObject({ headerRows: 1 });
});

test('text beyond the columns is detected, except in the reasons added by Muster', () => {
  const isBeyond = (header: string[], cells: string[]) =>
    hasCellsBeyond(findColumns([header]).columns, cells);
  expect(isBeyond(['Email', 'Name'], ['a@example.org', 'Doe', ''])).toBe(false);
  expect(isBeyond(['Email', 'Name'], ['a@example.org', 'Doe', ' Jane'])).toBe(true);
  expect(isBeyond(['Email', 'Name', '', 'Reason'], ['a@example.org', 'Doe', '', 'Mend this.'])).toBe(false);
  expect(isBeyond(['Email', 'Name', '', 'Reason'], ['a@example.org', 'Doe', 'Jane', 'Mend this.'])).toBe(
    true,
  );
  expect(isBeyond(['', 'Email', 'Grund', 'Name'], ['1', 'a@example.org', 'x', 'Jane'])).toBe(false);
  expect(isBeyond(['a@example.org', 'x'], ['a@example.org', 'x', 'y'])).toBe(true);
});

test('roles and languages are recognised in several languages', () => {
  expect(['OWNER', 'Eigentümer', 'Administratorin', 'Mitglied', 'usuario'].map(choiceOf.role)).toEqual([
    ...['owner', 'owner', 'admin', 'member', 'member'],
  ]);
  expect(['en', 'English', 'de_AT', 'Deutsch', 'EN-us', 'allemand'].map(choiceOf.locale)).toEqual([
    ...['en', 'en', 'de', 'de', 'en', 'de'],
  ]);
  expect(choiceOf.role('king') ?? choiceOf.locale('Klingon') ?? choiceOf.locale('fr')).toBeNull();
});

const parse = (header: string, ...cells: string[]) =>
  parseRow(findColumns([header.split(',')]).columns, cells);

test('names can be whole or split, and addresses can include a name or a mailto prefix', () => {
  expect(parse('Email,Name', 'a@example.org', 'Jane van Doe')).toMatchObject({
    firstName: 'Jane van',
    lastName: 'Doe',
  });
  expect(parse('Email,Name', 'a@example.org', 'van Doe, Jane')).toMatchObject({
    firstName: 'Jane',
    lastName: 'van Doe',
  });
  expect(parse('Email,Name', 'a@example.org', 'Plato')).toMatchObject({ firstName: 'Plato' });
  expect(parse('Email', '"Lovelace, Ada" <Ada@Example.org>')).toMatchObject({
    ...{ email: 'Ada@Example.org', firstName: 'Ada', lastName: 'Lovelace', errors: [] },
  });
  expect(parse('Email', '\u200B mailto:a@bücher.example\u200E\u00A0')).toMatchObject({
    email: 'a@bücher.example',
    errors: [],
  });
});

test('each cell that cannot be read is reported with its field', () => {
  const found = parse(
    'Email,First name,Last name,Role,Groups,Language,Personnel number',
    ...['no address', 'www.evil.example', 'x'.repeat(101), 'king', `Good; ${'y'.repeat(101)}`, 'xx', 'a\nb'],
  );
  expect(found.errors.map(({ field, code }) => `${field} ${code}`)).toEqual([
    'email email_invalid',
    'firstName link_in_name',
    'lastName too_long',
    'role role_unknown',
    'externalId invisible_characters',
    'groups too_long',
  ]);
  expect(found.warnings).toEqual([{ field: 'locale', code: 'locale_unknown' }]);
  expect(parse('Email', 'a\u200B@example.org').errors).toEqual([
    { field: 'email', code: 'invisible_characters' },
  ]);
  expect(parse('Email,First name', 'a@example.org', 'An\u200Bn\ne')).toMatchObject({ firstName: 'Ann e' });
  expect(parse('Email,Role', '', '').errors).toEqual([{ field: 'email', code: 'email_missing' }]);
});
