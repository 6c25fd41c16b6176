import { Tabs } from '@mantine/core';
import { Outlet, useLocation, useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { places } from '../generated/places.ts';
import { byPosition, usePlaceLabel } from '../platform/places.ts';
import { useMe } from '../platform/session/me.tsx';
import { PageHeader, PageTitle } from '../platform/ui/layout/PageHeader.tsx';

const tabs = byPosition(places.flatMap(({ settingsTabs }) => settingsTabs));

/** The frame of everything about e-mails and notifications: one page with tabs, each its own feature. */
export function NotificationSettings() {
  const t = useTranslations('app.notificationSettings');
  const labelOf = usePlaceLabel();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { permissions } = useMe();
  const allowed = tabs.filter(({ permission }) => permissions.includes(permission));
  // The first tab's path is a prefix of all the others.
  const current = tabs.findLast(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {current ? (
        <PageTitle key={current.path}>{t('tabTitle', { tab: labelOf(current.label) })}</PageTitle>
      ) : null}
      <Tabs value={current?.path ?? null} onChange={(path) => path && void navigate(path)}>
        <Tabs.List mb="lg" style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}>
          {allowed.map(({ path, label }) => (
            <Tabs.Tab key={path} value={path}>
              {labelOf(label)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={current?.path ?? ''}>
          <Outlet />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
