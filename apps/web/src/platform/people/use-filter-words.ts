import { groups } from '@muster/contracts/people/groups';
import { userFilterFields } from '@muster/contracts/people/user-fields';
import type { UserSelection } from '@muster/contracts/people/users';
import { useQueries } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import type * as z from 'zod';
import { callOptions } from '../api/query.ts';
import { useChoiceText } from './use-choice-text.ts';

/** A user filter in the format of a request body. */
export type UserFilter = z.input<typeof UserSelection>;

/** One value of one active filter. */
interface FilterWord {
  readonly field: keyof UserFilter;
  readonly value: string;
  /** The label of the filter: "Status". */
  readonly name: string;
  /** The label of the value: "Invited". */
  readonly text: string;
}

/** Describes a user filter, value by value. Loads the names of groups. */
export function useFilterWords(filter: UserFilter): readonly FilterWord[] {
  const t = useTranslations('platform.people');
  const te = useTranslations('platform.emails.delivery');
  const format = useFormatter();
  const choiceText = useChoiceText();
  const { q, status = [], groupId = [], invitation = [], delivery = [], lastLoginBefore } = filter;
  const found = useQueries({ queries: groupId.map((id) => callOptions(groups.get, { params: { id } })) });
  const word = (field: keyof UserFilter, name: string) => (value: string, text: string) => ({
    ...{ field, value, name, text },
  });
  const search = word('q', t('filter.text'));
  const ofStatus = word('status', t('filter.status'));
  const ofGroup = word('groupId', t('filter.group'));
  const ofInvitation = word('invitation', t('filter.invitation'));
  const ofDelivery = word('delivery', t('filter.delivery'));
  const notSince = word('lastLoginBefore', t('filter.notSince'));
  return [
    ...(q ? [search(q, `“${q}”`)] : []),
    ...status.map((one) => ofStatus(one, t(`status.${one}`))),
    ...groupId.map((one, index) => ofGroup(one, nameOf(found[index]))),
    ...userFilterFields.flatMap((field) => {
      const ofField = word(field, t(`field.${field}`));
      return (filter[field] ?? []).map((one) => ofField(one, choiceText(field, one) ?? one));
    }),
    ...invitation.map((one) => ofInvitation(one, t(`invitation.${one}`))),
    ...delivery.map((one) => ofDelivery(one, te(one))),
    ...(lastLoginBefore ? [notSince(lastLoginBefore, dayOf(lastLoginBefore))] : []),
  ];

  function nameOf(group: (typeof found)[number] | undefined): string {
    if (group?.data) return group.data.name;
    return group?.isError ? t('filter.unknownGroup') : '…';
  }

  function dayOf(instant: string): string {
    return format.dateTime(new Date(instant), { dateStyle: 'medium', timeZone: 'UTC' });
  }
}
