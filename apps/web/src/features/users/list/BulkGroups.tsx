import { Modal } from '@mantine/core';
import { groups } from '@muster/contracts/groups';
import { IconUsersMinus, IconUsersPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../platform/api/command.ts';
import type { ProblemError } from '../../../platform/api/problem.ts';
import { notify } from '../../../platform/notify.tsx';
import type { Selection } from '../../../platform/table/DataTable.tsx';
import { ProblemAlert } from '../../../platform/ui/ProblemAlert.tsx';
import { useGroupSearch } from '../use-group-search.ts';
import type { User, UserGroup } from '../user.ts';
import { GroupPicker } from './GroupPicker.tsx';

/** Puts the selected users into a group, or takes them out of one; both can be undone. */
export function BulkGroups({ selection }: { selection: Selection<User> }) {
  const t = useTranslations('users.bulk');
  const tu = useTranslations('platform.ui');
  const found = useGroupSearch();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const options = { invalidates: ['users', 'groups', 'auditEvents'] as const, onError: setProblem };
  const add = useCommand(groups.addUsers, options);
  const remove = useCommand(groups.removeUsers, options);

  const isIn = (group: UserGroup) => (user: User) => user.groups.some(({ id }) => id === group.id);
  const change = (verb: 'add' | 'remove', group: UserGroup) => {
    const [run, undo] = verb === 'add' ? [add, remove] : [remove, add];
    // Only those whom it changes, so that undoing leaves everybody else as they were.
    const affected = selection.rows.filter((user) => isIn(group)(user) === (verb === 'remove'));
    const input = { params: { id: group.id }, body: { userIds: affected.map(({ id }) => id) } };
    const told = { count: affected.length, group: group.name };
    if (affected.length === 0) return notify(t('nobodyNew', { group: group.name }));
    run.mutate(input, {
      onSuccess: () =>
        notify(verb === 'add' ? t('added', told) : t('removed', told), {
          label: tu('undo'),
          onUndo: () => undo.mutate(input),
        }),
    });
  };

  const ofSelected = new Map(selection.rows.flatMap((user) => user.groups.map((group) => [group.id, group])));
  return (
    <>
      <GroupPicker
        label={t('add')}
        icon={IconUsersPlus}
        options={found.options}
        onSearch={found.search}
        isBusy={add.isPending}
        onPick={(group) => change('add', group)}
      />
      {ofSelected.size > 0 ? (
        <GroupPicker
          label={t('remove')}
          icon={IconUsersMinus}
          options={[...ofSelected.values()].sort((a, b) => a.name.localeCompare(b.name))}
          isBusy={remove.isPending}
          onPick={(group) => change('remove', group)}
        />
      ) : null}
      <Modal opened={problem !== null} onClose={() => setProblem(null)} title={t('failed')}>
        {problem ? <ProblemAlert problem={problem} /> : null}
      </Modal>
    </>
  );
}
