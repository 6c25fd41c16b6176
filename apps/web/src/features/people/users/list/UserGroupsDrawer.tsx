import { Text } from '@mantine/core';
import { users } from '@muster/contracts/people/users';
import { useParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../../platform/api/command.ts';
import { useCall } from '../../../../platform/api/query.ts';
import { GuardedForm } from '../../../../platform/form/GuardedForm.tsx';
import { SubmitButton } from '../../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../../platform/form/use-contract-form.ts';
import { notify } from '../../../../platform/notify.tsx';
import { paths } from '../../../../platform/paths.ts';
import { PageLoader } from '../../../../platform/ui/feedback/PageLoader.tsx';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { RouteDrawer, useCloseDrawer } from '../../../../platform/ui/layout/RouteDrawer.tsx';
import { GroupsField } from '../GroupsField.tsx';
import { groupIdsAfter } from '../page/user-values.ts';
import type { User } from '../user.ts';

/** Edits a user's groups without leaving the list. */
export function UserGroupsDrawer() {
  const t = useTranslations('users.groupsDrawer');
  const { id = '' } = useParams();
  const user = useCall(users.get, { params: { id } });
  return (
    <RouteDrawer title={t('title')} backTo={paths.users()}>
      {user.error ? <ProblemAlert problem={user.error} onRetry={() => void user.refetch()} /> : null}
      {user.isPending ? <PageLoader /> : null}
      {user.data ? <GroupsForm key={user.data.id} user={user.data} /> : null}
    </RouteDrawer>
  );
}

function GroupsForm({ user }: { user: User }) {
  const t = useTranslations('users.groupsDrawer');
  const tu = useTranslations('platform.ui');
  const close = useCloseDrawer(paths.users());
  const invalidates = ['users', 'groups', 'auditEvents'] as const;
  const undo = useCommand(users.update, { invalidates });
  const form = useContractForm(users.update, {
    initialValues: { groups: user.groups },
    toInput: ({ groups: chosen }, { groups: initial }) => ({
      params: { id: user.id },
      body: { groupIds: groupIdsAfter({ initial, chosen, now: user.groups }) },
    }),
    invalidates,
    fieldFor: { group_not_found: 'groups' },
    onSuccess: () => {
      notify(t('saved', { name: user.name }), {
        label: tu('undo'),
        onUndo: () =>
          undo.mutate({ params: { id: user.id }, body: { groupIds: user.groups.map(({ id }) => id) } }),
      });
      close();
    },
  });
  return (
    <GuardedForm form={form}>
      <Text size="sm">{t('text', { name: user.name })}</Text>
      <GroupsField {...form.field('groups')} value={form.values.groups} />
      <SubmitButton form={form}>{t('save')}</SubmitButton>
    </GuardedForm>
  );
}
