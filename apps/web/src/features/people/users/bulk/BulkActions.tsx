import { Button, Menu } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { BulkAction } from '@muster/contracts/people/bulk-operations';
import { IconChevronDown } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslations } from 'use-intl';
import { useCan } from '../../../../platform/session/me.tsx';
import { actionIcons } from './bulk-action.ts';

/** The actions with their own button, where there is room. */
const foremost: readonly BulkAction[] = ['invite', 'add_to_groups'];
const others: readonly BulkAction[] = [
  'remove_from_groups',
  'set_role',
  'deactivate',
  'reactivate',
  'remove',
];

/** The actions for the selected users. */
export function BulkActions({ onPick }: { onPick: (action: BulkAction) => void }) {
  const t = useTranslations('users.bulk');
  const mayInvite = useCan('invitations:write');
  const isNarrow = useMediaQuery('(max-width: 48em)') ?? false;
  const offered = foremost.filter((action) => action !== 'invite' || mayInvite);
  const inMenu = isNarrow ? [...offered, ...others] : others;
  const iconOf = (action: BulkAction) => {
    const Icon = actionIcons[action];
    return <Icon size={16} aria-hidden />;
  };
  return (
    <>
      {isNarrow
        ? null
        : offered.map((action) => (
            <Button
              key={action}
              variant="subtle"
              color="gray"
              size="compact-md"
              fz="sm"
              leftSection={iconOf(action)}
              onClick={() => onPick(action)}
            >
              {t(`action.${action}`)}
            </Button>
          ))}
      <Menu position="top-end" width={230}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-md"
            fz="sm"
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {isNarrow ? t('actions') : t('more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {inMenu.map((action) => (
            <Fragment key={action}>
              {action === 'remove' ? <Menu.Divider /> : null}
              <Menu.Item
                leftSection={iconOf(action)}
                {...(action === 'remove' ? { c: 'var(--mantine-color-error)' } : {})}
                onClick={() => onPick(action)}
              >
                {t(`action.${action}`)}
              </Menu.Item>
            </Fragment>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
