import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { defined } from '@muster/contracts/kit/defined';
import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import type { Role } from '@muster/contracts/permissions';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../../platform/api/command.ts';
import { useCall } from '../../../../platform/api/query.ts';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { GroupsField } from '../GroupsField.tsx';
import type { UserGroup } from '../user.ts';
import { BulkSummary } from './BulkSummary.tsx';
import { isDestructive, type PendingBulk } from './bulk-action.ts';
import { RoleField } from './RoleField.tsx';

/** Removing more users than this is confirmed by typing their number, since it cannot be undone. */
const removedUntyped = 10;

interface BulkDialogProps {
  pending: PendingBulk;
  isOpen: boolean;
  onClose: () => void;
}

/**
 * Asks for confirmation of a bulk operation: how many users it changes, who is skipped and why, and what it
 * costs.
 */
export default function BulkDialog({ pending, isOpen, onClose }: BulkDialogProps) {
  const t = useTranslations('users.bulk');
  const tu = useTranslations('platform.ui');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t(`title.${pending.action}`, { count: pending.count })}
      closeButtonProps={{ 'aria-label': tu('cancel') }}
    >
      <Confirmation pending={pending} onClose={onClose} />
    </Modal>
  );
}

function Confirmation({ pending, onClose }: { pending: PendingBulk; onClose: () => void }) {
  const { action, target } = pending;
  const t = useTranslations('users.bulk');
  const tu = useTranslations('platform.ui');
  const client = useQueryClient();
  const [groups, setGroups] = useState<UserGroup[]>([]);
  const [role, setRole] = useState<Role>();
  const [typed, setTyped] = useState('');
  const isOnGroups = action === 'add_to_groups' || action === 'remove_from_groups';
  const isComplete = (!isOnGroups || groups.length > 0) && (action !== 'set_role' || role !== undefined);
  const params = defined({ groupIds: isOnGroups ? groups.map(({ id }) => id) : undefined, role });
  const preview = useCall(
    bulkOperations.preview,
    { body: { action, params, ...target } },
    { enabled: isComplete, keepsPrevious: true },
  );
  const start = useCommand(bulkOperations.create, {
    invalidates: ['bulkOperations'],
    onSuccess: () => {
      onClose();
      pending.onStarted();
    },
    onError: ({ code }) => {
      if (code === 'selection_changed') void preview.refetch();
    },
  });
  // Reopening the dialog must load a new preview.
  useEffect(() => () => client.removeQueries({ queryKey: [bulkOperations.preview.id] }), [client]);

  const found = isComplete ? preview.data : undefined;
  const isFresh = found !== undefined && !preview.isPlaceholderData && !preview.isFetching;
  const mustType = action === 'remove' && found !== undefined && found.changed > removedUntyped;
  const isUntyped = mustType && typed.trim() !== String(found.changed);
  const confirm = () => {
    if (!isFresh || isUntyped || start.isPending) return;
    const guard = 'filter' in target ? { expectedCount: found.total } : {};
    start.mutate({ body: { action, params, ...target, ...guard } });
  };
  const problem = start.error?.code === 'selection_changed' ? preview.error : (start.error ?? preview.error);
  return (
    <Stack gap="md">
      {start.error?.code === 'selection_changed' && found && isFresh ? (
        <Alert color="orange" role="alert" title={t('changedTitle')}>
          {t('changedText', { count: found.total })}
        </Alert>
      ) : null}
      {problem ? <ProblemAlert problem={problem} onRetry={() => void preview.refetch()} /> : null}
      <Text size="sm">{t(`text.${action}`)}</Text>
      {isOnGroups ? (
        <GroupsField value={groups} onChange={setGroups} isCreatable={action === 'add_to_groups'} />
      ) : null}
      {action === 'set_role' ? <RoleField value={role} onChange={setRole} /> : null}
      {isComplete ? <BulkSummary action={action} preview={found} /> : null}
      {mustType ? (
        <TextInput
          label={t('typeCount', { count: found.changed })}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      ) : null}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus={isOnGroups ? undefined : true}>
          {tu('cancel')}
        </Button>
        <Button
          {...(isDestructive(action) ? { color: 'red' } : {})}
          disabled={!isFresh || found.changed === 0 || isUntyped}
          loading={start.isPending}
          onClick={confirm}
        >
          {found && found.changed === 0
            ? t('nothing')
            : t(`confirm.${action}`, { count: found?.changed ?? pending.count })}
        </Button>
      </Group>
    </Stack>
  );
}
