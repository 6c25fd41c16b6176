import { Delivery, InvitationStatus } from '@muster/contracts/people/invitations';
import { UserStatus, type users } from '@muster/contracts/people/users';
import { Role } from '@muster/contracts/permissions';
import { useTranslations } from 'use-intl';
import { FilterMenu } from '../../../../platform/table/list/FilterMenu.tsx';
import {
  type ListQuery,
  type useListQuery,
  valuesOf,
} from '../../../../platform/table/list/use-list-query.ts';
import { GroupFilter } from './GroupFilter.tsx';
import { LastLoginFilter } from './LastLoginFilter.tsx';

type Filters = ReturnType<typeof useListQuery<typeof users.list>>;

interface UserFiltersProps {
  query: Filters['query'];
  onChange: ListQuery<Filters['query']>['patch'];
}

/** The filters of the users list. */
export function UserFilters({ query, onChange }: UserFiltersProps) {
  const te = useTranslations('platform.emails.delivery');
  const tp = useTranslations('platform.people');
  return (
    <>
      <FilterMenu
        label={tp('filter.status')}
        options={UserStatus.options.map((value) => ({ value, label: tp(`status.${value}`) }))}
        selected={valuesOf(query.status)}
        onChange={(status) => onChange({ status })}
      />
      <GroupFilter selected={valuesOf(query.groupId)} onChange={(groupId) => onChange({ groupId })} />
      <FilterMenu
        label={tp('filter.role')}
        options={Role.options.map((value) => ({ value, label: tp(`role.${value}`) }))}
        selected={valuesOf(query.role)}
        onChange={(role) => onChange({ role })}
      />
      <FilterMenu
        label={tp('filter.invitation')}
        options={InvitationStatus.options.map((value) => ({ value, label: tp(`invitation.${value}`) }))}
        selected={valuesOf(query.invitation)}
        onChange={(invitation) => onChange({ invitation })}
      />
      <FilterMenu
        label={tp('filter.delivery')}
        options={Delivery.options.map((value) => ({ value, label: te(value) }))}
        selected={valuesOf(query.delivery)}
        onChange={(delivery) => onChange({ delivery })}
      />
      <LastLoginFilter
        value={query.lastLoginBefore}
        onChange={(lastLoginBefore) => onChange({ lastLoginBefore })}
      />
    </>
  );
}
