import { Navigate } from 'react-router-dom';
import { paths } from '../../platform/paths.ts';
import { useCan } from '../../platform/session/me.tsx';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import { AppShell, Burger, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { Outlet, useLocation, useNavigation } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { BulkPanel } from '../../features/people/users/bulk/operations/BulkPanel.tsx';
import { MoreMessages } from '../../platform/i18n/MoreMessages.tsx';
import { Can } from '../../platform/session/me.tsx';
import { RequireSignIn } from '../../platform/session/RequireSignIn.tsx';
import { loadSignedInMessages } from '../messages/catalogues.ts';
import { CommandPalette } from '../palette/CommandPalette.tsx';
import { PaletteButton } from '../palette/PaletteButton.tsx';
import { SessionEndedDialog } from '../SessionEndedDialog.tsx';
import { AccountSwitcher } from './AccountSwitcher.tsx';
import classes from './AppFrame.module.css';
import { Bell } from './Bell.tsx';
import { MailboxBanner } from './MailboxBanner.tsx';
import { Navigation } from './Navigation.tsx';
import { ProfileMenu } from './ProfileMenu.tsx';
import { SeatMeter } from './SeatMeter.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { useFollowPerson } from './use-follow-person.ts';

/** The frame around everything a signed-in person sees. */
export function AppFrame() {
  return (
    <RequireSignIn>
      <MoreMessages part={loadSignedInMessages}>
        <Frame />
        <SessionEndedDialog />
      </MoreMessages>
    </RequireSignIn>
  );
}

function Frame() {
  const t = useTranslations('app.frame');
  const [isOpen, navigation] = useDisclosure();
  const { pathname } = useLocation();
  const isOnTheWay = useNavigation().state === 'loading';
  useFollowPerson();

  // biome-ignore lint/correctness/useExhaustiveDependencies: on phones, choosing a page closes the navigation
  useEffect(navigation.close, [pathname]);

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 240, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a href="#main" className={classes.skip}>
        {t('skip')}
      </a>
      <AppShell.Header className={classes.header}>
        {isOnTheWay ? <div className={classes.progress} aria-hidden /> : null}
        <Burger
          opened={isOpen}
          onClick={navigation.toggle}
          hiddenFrom="sm"
          size="sm"
          aria-label={isOpen ? t('closeNavigation') : t('openNavigation')}
        />
        <AccountSwitcher />
        <Can permission="account:read">
          <SeatMeter />
        </Can>
        <Group gap={6} ms="auto" wrap="nowrap">
          <PaletteButton />
          <Can permission="users:read">
            <Bell />
          </Can>
          <ProfileMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label={t('navigation')}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
        <MailboxBanner />
        <div className={classes.content}>
          <Outlet />
        </div>
      </AppShell.Main>
      <CommandPalette />
      <Shortcuts />
      <Can permission="users:read">
        <BulkPanel />
      </Can>
      <Notifications position="bottom-right" limit={3} />
    </AppShell>
  );
}

/** Redirects `/`: admins to the overview, everybody else to their learning page. */
export function HomeRedirect() {
  return <Navigate to={useCan('users:read') ? paths.overview() : paths.learning()} replace />;
}
