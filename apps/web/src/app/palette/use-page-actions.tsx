import type { SpotlightActionGroupData } from '@mantine/spotlight';
import type { Permission } from '@muster/contracts/catalogue';
import {
  IconBellCog,
  IconBook2,
  IconHistory,
  IconKey,
  IconLayoutDashboard,
  IconPlus,
  IconSchool,
  IconSend,
  IconSettings,
  IconUserCircle,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react';
import { useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { documentation, paths } from '../../platform/paths.ts';
import { useMe } from '../../platform/session/me.tsx';

interface Place {
  readonly label: string;
  readonly to: string;
  readonly icon: TablerIcon;
  readonly permission?: Permission;
  /** Not a page of the app. */
  readonly isDocument?: boolean;
}

/** Pages and common actions whose name contains what was typed. */
export function usePageActions(query: string): SpotlightActionGroupData[] {
  const t = useTranslations('app.palette');
  const page = useTranslations('app.frame');
  const navigate = useNavigate();
  const { permissions } = useMe();

  const actions: Place[] = [
    { label: t('addUser'), to: paths.addUsers(), icon: IconUserPlus, permission: 'users:write' },
    { label: t('newGroup'), to: paths.newGroup(), icon: IconPlus, permission: 'groups:write' },
    { label: t('newApiKey'), to: paths.newApiKey(), icon: IconKey, permission: 'api_keys:write' },
    { label: t('newWebhook'), to: paths.newWebhook(), icon: IconWebhook, permission: 'webhooks:write' },
  ];
  const pages: Place[] = [
    { label: page('overview'), to: paths.overview(), icon: IconLayoutDashboard, permission: 'users:read' },
    { label: page('users'), to: paths.users(), icon: IconUsers, permission: 'users:read' },
    { label: page('groups'), to: paths.groups(), icon: IconUsersGroup, permission: 'groups:read' },
    {
      label: page('notificationSettings'),
      to: paths.emailTemplates(),
      icon: IconBellCog,
      permission: 'email_templates:read',
    },
    { label: t('outbox'), to: paths.outbox(), icon: IconSend, permission: 'emails:read' },
    { label: page('apiKeys'), to: paths.apiKeys(), icon: IconKey, permission: 'api_keys:read' },
    { label: page('webhooks'), to: paths.webhooks(), icon: IconWebhook, permission: 'webhooks:read' },
    {
      label: t('apiReference'),
      to: documentation.reference(),
      icon: IconBook2,
      permission: 'api_keys:read',
      isDocument: true,
    },
    { label: page('auditLog'), to: paths.auditLog(), icon: IconHistory, permission: 'audit:read' },
    { label: page('account'), to: paths.account(), icon: IconSettings, permission: 'account:read' },
    { label: page('learning'), to: paths.learning(), icon: IconSchool },
    { label: t('profile'), to: paths.profile(), icon: IconUserCircle },
  ];
  const wanted = query.trim().toLocaleLowerCase();
  const listed = (places: readonly Place[]) =>
    places
      .filter(({ permission }) => permission === undefined || permissions.includes(permission))
      .filter(({ label }) => label.toLocaleLowerCase().includes(wanted))
      .map(({ label, to, icon: Icon, isDocument }) => ({
        id: to,
        label,
        leftSection: <Icon size={18} stroke={1.7} aria-hidden />,
        onClick: () => (isDocument ? window.location.assign(to) : void navigate(to)),
      }));
  return [
    { group: t('actions'), actions: listed(actions) },
    { group: t('goTo'), actions: listed(pages) },
  ];
}
