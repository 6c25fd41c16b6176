import * as z from 'zod';

const documented = new WeakMap<z.core.$ZodType, z.ZodType>();

/**
 * An entry of a batch: typed and documented, but checked by the handler, so that an invalid one does not affect the
 * others.
 * @param schema what the entry is to be
 */
export function checkedLater<S extends z.ZodType>(schema: S): z.ZodType<z.input<S>, z.input<S>> {
  const entry = z.custom<z.input<S>>(() => true);
  documented.set(entry, schema);
  return entry;
}

/** What an entry is to be; undefined for every other schema. */
export function documentedSchema(schema: z.core.$ZodType): z.ZodType | undefined {
  return documented.get(schema);
}
