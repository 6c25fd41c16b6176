import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeFormula, joinNames, splitNames, toCsv, withoutApostrophe } from './csv.ts';

const text = fc.string({ unit: fc.constantFrom(...`ab ;,|"'=+-@＝＋－＠\t\r\n\u00a0`) });

test('formulas are escaped, and any text survives export and import', () => {
  for (const cell of ['=1+1', '+49 30', '-1', '@SUM(A1)', '\tx', '\rx', `'=1`, '＝1', '＋1', '－1', '＠A1'])
    expect(escapeFormula(cell)).toBe(`'${cell}`);
  expect(escapeFormula(';=cmd')).toBe(`;'=cmd`);
  expect(escapeFormula('a,\u00a0=cmd|@x')).toBe(`a,\u00a0'=cmd|'@x`);
  expect(escapeFormula('a\n=cmd')).toBe(`a\n'=cmd`);
  // In a file with commas that is read with semicolons, `""=cmd` begins a cell.
  expect(escapeFormula('a;"=cmd;')).toBe(`a;"'=cmd;`);
  expect(escapeFormula(' =cmd')).toBe(` '=cmd`);
  for (const cell of ['Ada', `'s-Hertogenbosch`, 'a=b', 'Night - shift', 'a@b.de', '1-2', ''])
    expect(escapeFormula(cell)).toBe(cell);
  fc.assert(
    fc.property(text, (cell) => {
      expect(escapeFormula(cell)).not.toMatch(/(^|[;,|\t\r\n])[\s"]*[=+\-@＝＋－＠]|^[\t\r]/);
      expect(withoutApostrophe(escapeFormula(cell))).toBe(cell);
    }),
  );
});

test('names joined in one cell are split into the same names', () => {
  const name = text.map((value) => value.trim()).filter((value) => value !== '');
  fc.assert(
    fc.property(fc.array(name), (names) => {
      expect(splitNames(joinNames(names))).toEqual(names);
    }),
  );
});

test('names are split at semicolons, bars and line breaks, or else at commas', () => {
  expect(splitNames('Berlin; Sales|Night shift\nOps')).toEqual(['Berlin', 'Sales', 'Night shift', 'Ops']);
  expect(splitNames('Berlin, Sales')).toEqual(['Berlin', 'Sales']);
  expect(splitNames('Sales, Berlin;')).toEqual(['Sales, Berlin']);
  expect(splitNames('"Sales, Berlin", Ops')).toEqual(['Sales, Berlin', 'Ops']);
  expect(splitNames('5" pipes; "A ""B"""')).toEqual(['5" pipes', 'A "B"']);
  expect(splitNames(' ; ,| ')).toEqual([',']);
  expect(splitNames('')).toEqual([]);
});

test('cells with any kind of line break are quoted', () => {
  expect(toCsv([['a\nb', 'c\rd', 'e']], 'tab')).toBe('"a\nb"\t"c\rd"\te\r\n');
});
