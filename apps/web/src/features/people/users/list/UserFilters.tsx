import { Delivery } from '@muster/contracts/mail/delivery';
import { InvitationStatus } from '@muster/contracts/people/invitations';
import { userFilterFields } from '@muster/contracts/people/user-fields';
import { UserStatus, type users } from '@muster/contracts/people/users';
import { useTranslations } from 'use-intl';
import { FilterMenu } from '../../../../platform/table/list/FilterMenu.tsx';
import {
  type ListQuery,
  type useListQuery,
  valuesOf,
} from '../../../../platform/table/list/use-list-query.ts';
import { FieldFilter } from '../fields/FieldFilter.tsx';
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
      {userFilterFields.map((field) => (
        <FieldFilter
          key={field}
          field={field}
          selected={valuesOf(query[field])}
          onChange={(values) => onChange({ [field]: values })}
        />
      ))}
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
