/** What a style shows a number as: a date, digits with zeros in front, or a plain number. */
export type NumberStyle = 'date' | 'time' | 'date-time' | number | null;

/** The formats that every workbook has and that show dates or times, by their number. */
const builtIn = new Map<number, NumberStyle>([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, 'date'] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id) => [id, 'time'] as const),
  [22, 'date-time'],
]);

/**
 * What a number format shows.
 * @param id the format's number
 * @param code its code, like `dd.mm.yyyy`, if the workbook defines it
 */
export function styleOf(id: number, code: string | undefined): NumberStyle {
  if (code === undefined) return builtIn.get(id) ?? null;
  if (/^0{2,30}$/.test(code)) return code.length;
  // Texts, colours, currencies and escaped characters are no letters of a date; hours that go on counting are.
  const [letters = ''] = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .split(';');
  if (/general/i.test(letters)) return null;
  const hasDay = /[dy]/i.test(letters);
  const hasHour = /[hs]/i.test(letters);
  if (hasDay) return hasHour ? 'date-time' : 'date';
  if (hasHour) return 'time';
  return /m/i.test(letters) ? 'date' : null;
}

const dayMs = 86_400_000;

/**
 * A number of a cell as text. Dates are `2024-03-01`; a number whose last digits a spreadsheet has lost is in
 * scientific notation.
 * @param raw the number as the file has it
 * @param is1904 whether the workbook counts days from 1904
 */
export function numberText(raw: string, style: NumberStyle, is1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (typeof style === 'number') return Number.isInteger(value) ? raw.padStart(style, '0') : plain(value);
  if (style === null || value < 0 || value > 2_958_466) return plain(value);
  // The first day is 1 January 1900; Excel counts a 29 February that year, which never was.
  const days = is1904 ? value + 1_462 : value < 60 ? value + 1 : value;
  const moment = new Date(Math.round((days - 25_569) * 86_400) * 1000);
  const [day = '', time = ''] = moment.toISOString().split('T');
  const clock = time.slice(0, time.startsWith(':00.', 5) ? 5 : 8);
  if (style === 'time' && value < 1) return clock;
  return moment.getTime() % dayMs === 0 ? day : `${day} ${clock}`;
}

function plain(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  const rounded = Number(value.toPrecision(15));
  return Math.abs(rounded) < 1e15 && Math.abs(rounded) >= 1e-6
    ? String(rounded)
    : rounded.toExponential().toUpperCase();
}
