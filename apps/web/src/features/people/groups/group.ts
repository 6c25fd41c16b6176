import type { Group as GroupSchema } from '@muster/contracts/people/groups';
import { useOutletContext } from 'react-router-dom';
import type * as z from 'zod';

/** A group as the API sends it. */
export type Group = z.input<typeof GroupSchema>;

/** The group whose page this is; for its drawers. */
export function useGroup(): Group {
  return useOutletContext<Group>();
}
