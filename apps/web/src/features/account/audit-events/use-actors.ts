import { auditEvents } from '@muster/contracts/account/audit-events';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { users } from '@muster/contracts/people/users';
import { useCall } from '../../../platform/api/query.ts';
import { useCan } from '../../../platform/session/me.tsx';

interface Actor {
  readonly id: string;
  readonly name: string;
}

interface Actors {
  readonly people: readonly Actor[];
  readonly keys: readonly Actor[];
  /** The chosen actor when in neither list, e.g. because they left; the name may be unknown. */
  readonly other: { readonly id: string; readonly name: string | undefined } | undefined;
}

/**
 * The possible actors: people who can change something, or the search results, and API keys.
 * @param q what was typed
 * @param chosen the id of a user or an API key
 */
export function useActors(q: string, chosen: string | undefined): Actors {
  const mayReadKeys = useCan('api_keys:read');
  const role = ['owner', 'admin'] as const;
  const foundPeople = useCall(
    users.list,
    { query: q ? { limit: 20, q } : { limit: 50, role: [...role] } },
    { keepsPrevious: true },
  );
  // There are few keys, and they have no search endpoint.
  const allKeys = useCall(apiKeys.list, { query: { limit: 200, sort: 'name' } }, { enabled: mayReadKeys });
  const people = foundPeople.data?.data ?? [];
  const keys = (allKeys.data?.data ?? []).filter(
    ({ id, name }) => id === chosen || name.toLowerCase().includes(q.toLowerCase()),
  );
  const isListed = [...people, ...keys].some(({ id }) => id === chosen);
  const isMissing = chosen !== undefined && !isListed && !foundPeople.isPending && !allKeys.isLoading;
  const user = useCall(users.get, { params: { id: chosen ?? '' } }, { enabled: isMissing });
  // The log keeps the names of actors who have left.
  const event = useCall(
    auditEvents.list,
    { query: { actor: chosen ?? '', limit: 1 } },
    { enabled: isMissing && user.isError },
  );
  const name = user.data?.name ?? event.data?.data[0]?.actor.name;
  const isKnown = user.data !== undefined || user.isError;
  const other = isMissing && isKnown && !event.isLoading ? { id: chosen, name } : undefined;
  return { people, keys, other };
}
