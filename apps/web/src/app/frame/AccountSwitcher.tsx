import { Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { me } from '@muster/contracts/access/me';
import { IconCheck, IconSelector } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../platform/api/command.ts';
import { paths } from '../../platform/paths.ts';
import { useMe } from '../../platform/session/me.tsx';
import { reportSessionChanged } from '../../platform/session/session-state.ts';
import { AccountLogo } from '../../platform/ui/person/AccountLogo.tsx';
import classes from './AppFrame.module.css';

/** Shows the current account and, for people with several, switches to another. */
export function AccountSwitcher() {
  const t = useTranslations('app.accounts');
  const { account, accounts } = useMe();
  const command = useCommand(me.switchAccount, {
    invalidates: [],
    onSuccess: () => {
      reportSessionChanged(true);
      // Everything in memory belongs to the previous account. A full page load cannot mix the two up.
      window.location.assign(paths.home());
    },
  });
  const current = (
    <>
      <AccountLogo name={account.name} logoUrl={account.logoUrl} />
      <Text fw={600} size="sm" truncate maw={{ base: 130, sm: 170 }}>
        {account.name}
      </Text>
    </>
  );
  if (accounts.length < 2) return <div className={classes.switcher}>{current}</div>;
  return (
    <Menu position="bottom-start" width={280} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes.switcher} mod={{ switchable: true }}>
          {current}
          <VisuallyHidden>{t('switch')}</VisuallyHidden>
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('yours')}</Menu.Label>
        {accounts.map((one) => (
          <Menu.Item
            key={one.id}
            disabled={command.isPending}
            leftSection={<AccountLogo name={one.name} logoUrl={one.logoUrl} />}
            rightSection={one.id === account.id ? <IconCheck size={14} aria-hidden /> : null}
            aria-current={one.id === account.id}
            onClick={() => {
              if (one.id !== account.id) command.mutate({ body: { accountId: one.id } });
            }}
          >
            <Text size="sm" truncate>
              {one.name}
            </Text>
            <Text size="xs" c="dimmed">
              {t('role', { role: one.role })}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
