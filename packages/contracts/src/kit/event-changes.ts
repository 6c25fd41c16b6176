import * as z from 'zod';

/** The `changes` of a noun's events, by type. They describe JSON: times are texts. */
export type ChangesByType = Readonly<Record<string, z.ZodObject>>;

/** A value that changed: what it was, and what it is now. */
export function fromTo<T extends z.ZodType>(value: T): z.ZodObject<{ from: T; to: T }, z.core.$strip> {
  const from = value.meta({ description: 'What it was.' });
  return z.object({ from, to: value.meta({ description: 'What it is now.' }) });
}

type Changed<S> = { -readonly [K in keyof S]: S[K] extends z.ZodType ? Either<S[K]> : never };
type Either<T extends z.ZodType> = z.ZodOptional<ReturnType<typeof fromTo<T>>>;

/**
 * Some fields of which each is there if it changed.
 * @param fields the schema of each value
 */
export function changedFields<S extends Readonly<Record<string, z.ZodType>>>(
  fields: S,
): z.ZodObject<Changed<S>, z.core.$strip> {
  const entries = Object.entries(fields).map(([name, value]) => {
    const { description } = value;
    return [
      name,
      fromTo(value)
        .optional()
        .meta(description === undefined ? {} : { description }),
    ];
  });
  return z.object(Object.fromEntries(entries) as Changed<S>);
}

/** An event that has nothing more to tell than its type, actor and target. */
export const noChanges = z.object({});
