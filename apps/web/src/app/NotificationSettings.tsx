import { Tabs } from '@mantine/core';
import type { Permission } from '@muster/contracts/catalogue';
import { Outlet, useLocation, useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../platform/paths.ts';
import { useMe } from '../platform/session/me.tsx';
import { PageHeader, PageTitle } from '../platform/ui/layout/PageHeader.tsx';

const tabs = [
  { id: 'emails', to: paths.emailTemplates(), permission: 'email_templates:read' },
  { id: 'invitations', to: paths.invitationSettings(), permission: 'account:read' },
  { id: 'you', to: paths.notificationSettings(), permission: 'account:read' },
  { id: 'outbox', to: paths.outbox(), permission: 'emails:read' },
] as const satisfies readonly { permission: Permission; [part: string]: unknown }[];

/** The frame of everything about e-mails and notifications: one page with tabs, each its own feature. */
export function NotificationSettings() {
  const t = useTranslations('app.notificationSettings');
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { permissions } = useMe();
  const allowed = tabs.filter(({ permission }) => permissions.includes(permission));
  // The first tab's path is a prefix of all the others.
  const current = tabs.findLast(({ to }) => pathname === to || pathname.startsWith(`${to}/`)) ?? tabs[0];
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <PageTitle key={current.id}>{t('tabTitle', { tab: t(`tab.${current.id}`) })}</PageTitle>
      <Tabs
        value={current.id}
        onChange={(next) => {
          const chosen = tabs.find(({ id }) => id === next);
          if (chosen) void navigate(chosen.to);
        }}
      >
        <Tabs.List mb="lg" style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}>
          {allowed.map(({ id }) => (
            <Tabs.Tab key={id} value={id}>
              {t(`tab.${id}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={current.id}>
          <Outlet />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
