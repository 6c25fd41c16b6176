/** An employee, as in the HR system. */
export interface Person {
  /** The HR system's own id; Muster stores it as `externalId`. It never changes, unlike names. */
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** The names of all their groups; undefined if the list has no groups. */
  readonly groups: readonly string[] | undefined;
}

/** An invalid row. It keeps its `id` if there is one, so that a typo does not turn a person into a leaver. */
export interface BadRow {
  readonly row: number;
  readonly id: string | undefined;
  readonly reason: string;
}

/** The contents of the HR system's list. */
export interface PeopleList {
  readonly people: readonly Person[];
  readonly badRows: readonly BadRow[];
}

/**
 * Parses the list: a JSON array of `{ id, email, firstName, lastName, groups? }`. Validates each row
 * separately.
 * @throws Error if it is not a list
 */
export function readPeople(json: string): PeopleList {
  const rows: unknown = JSON.parse(json);
  if (!Array.isArray(rows)) throw new Error('The list must be a JSON array.');
  const people = new Map<string, Person>();
  const badRows: BadRow[] = [];
  for (const [index, row] of rows.entries()) {
    const id = textOf(row?.id);
    const email = textOf(row?.email);
    const groups = row?.groups;
    const bad = (reason: string) => badRows.push({ row: index + 1, id, reason });
    if (id === undefined) bad('has no id');
    else if (people.has(id)) bad(`has the id ${id} of an earlier row`);
    else if (email === undefined) bad('has no email');
    else if (groups !== undefined && !isListOfNames(groups)) bad('has groups that are no list of names');
    else {
      const names = { firstName: textOf(row.firstName) ?? '', lastName: textOf(row.lastName) ?? '' };
      people.set(id, { id, email, ...names, groups });
    }
  }
  return { people: [...people.values()], badRows };
}

function textOf(value: unknown): string | undefined {
  // Some HR systems use numbers as ids.
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

function isListOfNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => textOf(name) === name);
}
