import { useDebouncedValue } from '@mantine/hooks';
import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { defined } from '@muster/contracts/kit/defined';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { IconUsersGroup } from '@tabler/icons-react';
import { useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../platform/api/query.ts';
import { paths } from '../../platform/paths.ts';
import { useCan } from '../../platform/session/me.tsx';
import { Initials } from '../../platform/ui/person/Initials.tsx';

interface Found {
  readonly found: SpotlightActionGroupData[];
  readonly isSearching: boolean;
}

/** People and groups that match what was typed, found by the server. */
export function useSearchResults(query: string): Found {
  const t = useTranslations('app.palette');
  const navigate = useNavigate();
  const typed = query.trim();
  const [q] = useDebouncedValue(typed, 180);
  const isSearching = q.length > 0;
  const input = { query: { q, limit: 6 } };
  const people = useCall(users.list, input, {
    enabled: useCan('users:read') && isSearching,
    keepsPrevious: true,
  });
  const teams = useCall(
    groups.list,
    { query: { q, limit: 4 } },
    { enabled: useCan('groups:read') && isSearching, keepsPrevious: true },
  );
  const personActions = (isSearching ? (people.data?.data ?? []) : []).map((user) => ({
    id: user.id,
    label: user.name,
    ...defined({ description: user.name === user.email ? undefined : user.email }),
    leftSection: <Initials name={user.name} />,
    onClick: () => void navigate(paths.user(user.id)),
  }));
  const groupActions = (isSearching ? (teams.data?.data ?? []) : []).map((group) => ({
    id: group.id,
    label: group.name,
    description: t('userCount', { count: group.userCount }),
    leftSection: <IconUsersGroup size={18} stroke={1.7} aria-hidden />,
    onClick: () => void navigate(paths.group(group.id)),
  }));
  return {
    found: [
      { group: t('people'), actions: personActions },
      { group: t('groups'), actions: groupActions },
    ],
    isSearching: typed !== q || people.isFetching || teams.isFetching,
  };
}
