import type { Permission } from '@muster/contracts/permissions';
import {
  IconBellCog,
  IconHistory,
  IconLayoutDashboard,
  IconSchool,
  IconSettings,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { NavLink } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../platform/paths.ts';
import { useMe } from '../../platform/session/use-me.ts';
import classes from './AppFrame.module.css';

const managing = [
  { to: paths.overview(), label: 'overview', icon: IconLayoutDashboard, permission: 'users:read' },
  { to: paths.users(), label: 'users', icon: IconUsers, permission: 'users:read' },
  { to: paths.groups(), label: 'groups', icon: IconUsersGroup, permission: 'groups:read' },
  {
    to: paths.emailTemplates(),
    label: 'notificationSettings',
    icon: IconBellCog,
    permission: 'email_templates:read',
  },
  { to: paths.auditLog(), label: 'auditLog', icon: IconHistory, permission: 'audit:read' },
  { to: paths.account(), label: 'account', icon: IconSettings, permission: 'account:read' },
] as const satisfies readonly { permission: Permission; [part: string]: unknown }[];

/** The left navigation: what the person may manage, and what they learn themselves. */
export function Navigation() {
  const t = useTranslations('app.frame');
  const { permissions } = useMe();
  const allowed = managing.filter(({ permission }) => permissions.includes(permission));
  return (
    <>
      {allowed.length > 0 ? (
        <ul className={classes.links}>
          {allowed.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <NavLink to={to} className={classes.link ?? ''}>
                <Icon size={18} stroke={1.7} aria-hidden />
                {t(label)}
              </NavLink>
            </li>
          ))}
        </ul>
      ) : null}
      <ul className={classes.links}>
        <li>
          <NavLink to={paths.learning()} className={classes.link ?? ''}>
            <IconSchool size={18} stroke={1.7} aria-hidden />
            {t('learning')}
          </NavLink>
        </li>
      </ul>
    </>
  );
}
