import { SimpleGrid, TextInput } from '@mantine/core';
import { type UserField, userFields } from '@muster/contracts/people/user-fields';
import { users } from '@muster/contracts/people/users';
import { useTranslations } from 'use-intl';
import { GuardedForm } from '../../../../platform/form/GuardedForm.tsx';
import { SubmitButton } from '../../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../../platform/form/use-contract-form.ts';
import { notify } from '../../../../platform/notify.tsx';
import { paths } from '../../../../platform/paths.ts';
import { useCloseDrawer } from '../../../../platform/ui/layout/RouteDrawer.tsx';
import { ExistingUser } from '../ExistingUser.tsx';
import { FieldInput } from '../fields/FieldInput.tsx';
import { GroupsField } from '../GroupsField.tsx';
import { RoleField } from '../UserFields.tsx';
import type { User } from '../user.ts';
import { bodyOf, groupIdsAfter, type UserValues, valuesOfUser } from './user-values.ts';

const {
  firstName: _first,
  lastName: _last,
  email: _email,
  role: _role,
  locale: _locale,
  ...others
} = userFields;
const otherFields = Object.keys(others) as UserField[];

/** The form for a user's details. Once the user is active, the address belongs to their identity. */
export function EditUserForm({ user }: { user: User }) {
  const t = useTranslations('users.edit');
  const tf = useTranslations('platform.people.field');
  const close = useCloseDrawer(paths.user(user.id));
  const form = useContractForm(users.update, {
    initialValues: valuesOfUser(user),
    toInput: (values: UserValues, { groups: initial }: UserValues) => {
      const groupIds = groupIdsAfter({ initial, chosen: values.groups, now: user.groups });
      return { params: { id: user.id }, body: { ...bodyOf(values), groupIds } };
    },
    invalidates: ['users', 'groups', 'auditEvents', 'me'],
    fieldFor: {
      user_exists: 'email',
      already_active: 'email',
      last_owner: 'role',
      forbidden: 'role',
      scope_not_held: 'role',
      group_not_found: 'groups',
    },
    onSuccess: ({ name }) => {
      notify(t('saved', { name }));
      close();
    },
  });
  const isEmailFixed = user.activatedAt !== null;
  const email = form.field('email');
  return (
    <GuardedForm form={form}>
      <SimpleGrid cols={2} spacing="sm">
        <FieldInput field="firstName" autoComplete="off" data-autofocus {...form.field('firstName')} />
        <FieldInput field="lastName" autoComplete="off" {...form.field('lastName')} />
      </SimpleGrid>
      <TextInput
        label={tf('email')}
        type="email"
        autoComplete="off"
        readOnly={isEmailFixed}
        description={isEmailFixed ? t('emailFixed') : null}
        {...email}
        error={email.error ? <ExistingUser error={email.error} refusal={form.refusal} /> : null}
      />
      <RoleField current={user.role} {...form.field('role')} />
      <FieldInput field="locale" {...form.field('locale')} />
      <GroupsField {...form.field('groups')} value={form.values.groups} />
      {otherFields.map((field) => (
        <FieldInput key={field} field={field} {...form.field(field)} />
      ))}
      <SubmitButton form={form}>{t('save')}</SubmitButton>
    </GuardedForm>
  );
}
