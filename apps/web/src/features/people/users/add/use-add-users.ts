import type { CallResult } from '@muster/contracts/kit/endpoint';
import { users } from '@muster/contracts/people/users';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useDraft } from '../../../../platform/form/drafts.ts';
import { type ContractForm, useContractForm } from '../../../../platform/form/use-contract-form.ts';
import { useCan } from '../../../../platform/session/me.tsx';
import type { AddressesChange } from './addresses/AddressesField.tsx';
import { faultOf } from './addresses/address-fault.ts';
import { distinct, type Entry, keyOf } from './addresses/parse-addresses.ts';
import { blankUsers, entriesOf, type NewUsers, named } from './new-users.ts';
import { mostAtOnce, type Recipients, useRecipients } from './use-recipients.ts';

/** The request and its results. */
export interface Added {
  readonly entries: readonly Entry[];
  readonly values: NewUsers;
  readonly answer: CallResult<typeof users.batch>;
}

interface AddUsers {
  readonly form: ContractForm<NewUsers>;
  /** All entered people, followed by the one still being typed. */
  readonly recipients: Recipients;
  /** How many duplicate addresses the last change left out. */
  readonly duplicates: number;
  readonly change: (change: AddressesChange) => void;
  /** Replaces some addresses with others; `null` removes one. */
  readonly correct: (changes: ReadonlyMap<string, string | null>) => void;
  /** Sets the name, if the form is about one person. */
  readonly name: (part: 'firstName' | 'lastName', value: string) => void;
  readonly clear: () => void;
}

/**
 * The form for new users. Its input survives leaving the page, because groups and e-mails are edited
 * elsewhere.
 */
export function useAddUsers(onAdded: (added: Added) => void): AddUsers {
  const t = useTranslations('users.add.addresses');
  const mayInvite = useCan('invitations:write');
  const [duplicates, setDuplicates] = useState(0);
  const form = useContractForm(users.batch, {
    initialValues: blankUsers,
    toInput: (values: NewUsers) => ({ body: bodyOf(values, mayInvite) }),
    invalidates: ['users', 'groups', 'account', 'invitations', 'auditEvents'],
    fieldFor: { forbidden: 'role' },
    alsoCheck: (values) => {
      const entries = entriesOf(values);
      if (entries.length > mostAtOnce) return { users: t('tooMany', { limit: mostAtOnce }) };
      if (entries.some(({ email }) => faultOf(email) === undefined)) return {};
      return { users: entries.length === 0 ? t('nobody') : t('allFaulty', { count: entries.length }) };
    },
    onSuccess: (answer, values) => onAdded({ answer, values, entries: entriesOf(values) }),
  });
  useDraft(form, { survivesLeaving: true });
  const { values } = form;

  const { users: entered, typed, firstName, lastName } = values;
  const entries = useMemo(
    () => entriesOf({ users: entered, typed, firstName, lastName }),
    [entered, typed, firstName, lastName],
  );
  const setEntries = (next: Partial<NewUsers>) => {
    form.form.setValues(next);
    form.form.clearFieldError('users');
  };
  return {
    form,
    recipients: useRecipients(entries),
    duplicates,
    change: ({ users: next, typed: rest, duplicates: count }) => {
      setDuplicates(count);
      const [only] = next;
      // A name typed before the address moves to the new entry.
      const isFirst = entered.length === 0 && next.length === 1 && only !== undefined;
      setEntries({
        typed: rest,
        users: isFirst ? [named(only, values)] : next,
        ...(isFirst ? { firstName: '', lastName: '' } : {}),
      });
    },
    correct: (changes) => {
      const corrected = entered.flatMap((entry) => {
        const email = changes.get(keyOf(entry.email));
        if (email === null) return [];
        return [email === undefined ? entry : { ...entry, email }];
      });
      const fresh = distinct(corrected);
      setDuplicates(fresh.duplicates);
      setEntries({ users: fresh.entries });
    },
    name: (part, value) => {
      const [only] = entered;
      form.form.setValues(only ? { users: [{ ...only, [part]: value }] } : { [part]: value });
    },
    clear: () => {
      setDuplicates(0);
      form.form.setValues(blankUsers);
      form.form.clearErrors();
    },
  };
}

function bodyOf(values: NewUsers, mayInvite: boolean) {
  const { role, locale, groups, sendInvitation, onSeatLimit } = values;
  const forAll = {
    role,
    locale: locale || null,
    groupIds: groups.map(({ id }) => id),
    sendInvitation: sendInvitation && mayInvite,
  };
  return { users: entriesOf(values).map((entry) => ({ ...entry, ...forAll })), onSeatLimit };
}
