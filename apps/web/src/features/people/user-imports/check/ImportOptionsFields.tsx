import { Alert, Badge, Radio, Stack, Switch, Text } from '@mantine/core';
import { IconArmchair } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useCan } from '../../../../platform/session/me.tsx';
import classes from '../imports.module.css';
import type { UserImport } from '../user-import.ts';
import type { ImportOptions, Plan } from './commit-plan.ts';

interface ImportOptionsFieldsProps {
  userImport: UserImport;
  options: ImportOptions;
  plan: Plan;
  onChange: (change: Partial<ImportOptions>) => void;
}

const shownGroups = 24;

/** The options of an import: e-mails, creating missing groups, and what to do if there are too few seats. */
export function ImportOptionsFields({ userImport, options, plan, onChange }: ImportOptionsFieldsProps) {
  const t = useTranslations('userImports.options');
  const mayInvite = useCan('invitations:write');
  const { seats, invitations } = userImport;
  const groupsToCreate = userImport.groupsToCreate.toSorted((one, other) => one.localeCompare(other));
  return (
    <Stack gap="md">
      {mayInvite && invitations > 0 ? (
        <Switch
          label={t('invite')}
          aria-label={t('invite')}
          description={
            options.sendInvitations ? t('inviteHint', { count: plan.invitations }) : t('inviteLater')
          }
          checked={options.sendInvitations}
          onChange={(event) => onChange({ sendInvitations: event.currentTarget.checked })}
        />
      ) : null}
      {groupsToCreate.length > 0 ? (
        <div>
          <Switch
            label={t('createGroups', { count: groupsToCreate.length })}
            aria-label={t('createGroups', { count: groupsToCreate.length })}
            description={options.createGroups ? t('createGroupsHint') : t('noGroupsHint')}
            checked={options.createGroups}
            onChange={(event) => onChange({ createGroups: event.currentTarget.checked })}
          />
          <ul className={classes.groups} aria-label={t('groups')}>
            {groupsToCreate.slice(0, shownGroups).map((name) => (
              <Badge key={name} component="li" variant="default" tt="none" fw={400}>
                {name}
              </Badge>
            ))}
            {groupsToCreate.length > shownGroups ? (
              <Text component="li" size="xs" c="dimmed">
                {t('moreGroups', { count: groupsToCreate.length - shownGroups })}
              </Text>
            ) : null}
          </ul>
        </div>
      ) : null}
      {plan.missing > 0 ? (
        <Alert
          color="orange"
          icon={<IconArmchair aria-hidden />}
          title={t('seatsTitle', {
            needed: seats.needed,
            available: seats.available ?? 0,
            count: plan.missing,
          })}
        >
          <Radio.Group
            aria-label={t('seats')}
            value={options.onSeatLimit}
            onChange={(value) => onChange({ onSeatLimit: value === 'fill' ? 'fill' : 'refuse' })}
          >
            <Stack gap="xs">
              <Radio value="refuse" label={t('refuse')} />
              <Radio value="fill" label={t('fill', { count: seats.available ?? 0, left: plan.missing })} />
            </Stack>
          </Radio.Group>
        </Alert>
      ) : (
        <Text size="sm" c="dimmed">
          {seats.available === null
            ? t('unlimited')
            : t('seatsLeft', { needed: seats.needed, left: seats.available - seats.needed })}
        </Text>
      )}
    </Stack>
  );
}
