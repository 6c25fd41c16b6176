import * as z from 'zod';
import type { EventType } from './catalogue.ts';
import { changes } from './generated/event-changes.ts';
import type { ChangesByType } from './kit/event-changes.ts';
import { Id } from './kit/primitives.ts';

const causes = {
  bulkOperationId: Id.optional().meta({ description: 'The bulk operation that caused it.' }),
  userImportId: Id.optional().meta({ description: 'The import that caused it.' }),
};

/** What each type of event tells as its `changes`. Lists that would make it larger than 16 kB are left out. */
export const eventChanges: ChangesByType = Object.fromEntries(
  Object.entries(changes satisfies Readonly<Record<EventType, z.ZodObject>>).map(([type, schema]) => [
    type,
    z.object({ ...causes, ...schema.shape }),
  ]),
);

type WithCauses<S> = S & Omit<typeof causes, keyof S>;
type InputOf<S> = S extends z.core.$ZodShape ? z.input<z.ZodObject<S>> : never;

/** The changes that each type of event tells, on the wire. */
export type EventChanges = {
  readonly [T in EventType]: InputOf<WithCauses<(typeof changes)[T]['shape']>>;
};
