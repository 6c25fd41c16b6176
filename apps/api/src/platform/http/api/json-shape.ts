import { fail } from '../../errors.ts';
import { toPointer } from './pointer.ts';

/**
 * The limits of a JSON body, beyond what any contract needs. They are checked before a schema is, because a
 * schema names each surplus key and each wrong item, however many there are.
 */
export const shapeLimits = { depth: 32, keys: 100, items: 10_000 } as const;

interface Visit {
  readonly value: unknown;
  readonly path: readonly PropertyKey[];
}

/**
 * Refuses a JSON value that is too deep or has too many keys or items in one place.
 * @throws Failure `validation_failed`, with the place of the first excess
 */
export function refuseHugeShape(body: unknown): void {
  const open: Visit[] = [{ value: body, path: [] }];
  for (let visit = open.pop(); visit; visit = open.pop()) {
    const { value, path } = visit;
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= shapeLimits.depth) refuse(path, 'json_too_deep');
    if (Array.isArray(value)) {
      if (value.length > shapeLimits.items) refuse(path, 'json_too_many_items');
      for (const [index, item] of value.entries())
        if (isContainer(item)) open.push({ value: item, path: [...path, index] });
      continue;
    }
    const keys = Object.keys(value);
    if (keys.length > shapeLimits.keys) refuse(path, 'json_too_many_keys');
    for (const key of keys) {
      const item = (value as Readonly<Record<string, unknown>>)[key];
      if (isContainer(item)) open.push({ value: item, path: [...path, key] });
    }
  }
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function refuse(path: readonly PropertyKey[], code: string): never {
  fail('validation_failed', { errors: [{ pointer: toPointer(path), detail: code, code }] });
}
