import type { Permission } from '@muster/contracts/catalogue';
import {
  IconBellCog,
  IconHistory,
  IconKey,
  IconLayoutDashboard,
  IconSchool,
  IconSettings,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react';
import { useId } from 'react';
import { NavLink } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../platform/paths.ts';
import { useMe } from '../../platform/session/me.tsx';
import classes from './AppFrame.module.css';

interface Place {
  readonly to: string;
  readonly label:
    | 'overview'
    | 'users'
    | 'groups'
    | 'notificationSettings'
    | 'apiKeys'
    | 'webhooks'
    | 'auditLog'
    | 'account';
  readonly icon: TablerIcon;
  readonly permission: Permission;
}

const working: readonly Place[] = [
  { to: paths.overview(), label: 'overview', icon: IconLayoutDashboard, permission: 'users:read' },
  { to: paths.users(), label: 'users', icon: IconUsers, permission: 'users:read' },
  { to: paths.groups(), label: 'groups', icon: IconUsersGroup, permission: 'groups:read' },
  {
    to: paths.emailTemplates(),
    label: 'notificationSettings',
    icon: IconBellCog,
    permission: 'email_templates:read',
  },
];
const integrations: readonly Place[] = [
  { to: paths.apiKeys(), label: 'apiKeys', icon: IconKey, permission: 'api_keys:read' },
  { to: paths.webhooks(), label: 'webhooks', icon: IconWebhook, permission: 'webhooks:read' },
];
const overseeing: readonly Place[] = [
  { to: paths.auditLog(), label: 'auditLog', icon: IconHistory, permission: 'audit:read' },
  { to: paths.account(), label: 'account', icon: IconSettings, permission: 'account:read' },
];

/** The left navigation: what the person can manage, and their own learning. */
export function Navigation() {
  const t = useTranslations('app.frame');
  return (
    <>
      <Places places={working} />
      <Places places={integrations} heading={t('integrations')} />
      <Places places={overseeing} />
      <div className={classes.places}>
        <ul className={classes.links}>
          <li>
            <NavLink to={paths.learning()} className={classes.link ?? ''}>
              <IconSchool size={18} stroke={1.7} aria-hidden />
              {t('learning')}
            </NavLink>
          </li>
        </ul>
      </div>
    </>
  );
}

interface PlacesProps {
  places: readonly Place[];
  heading?: string;
}

/** The places that the person may see. */
function Places({ places, heading }: PlacesProps) {
  const t = useTranslations('app.frame');
  const { permissions } = useMe();
  const id = useId();
  const allowed = places.filter(({ permission }) => permissions.includes(permission));
  if (allowed.length === 0) return null;
  return (
    <div className={classes.places}>
      {heading ? (
        <p id={id} className={classes.heading}>
          {heading}
        </p>
      ) : null}
      <ul className={classes.links} aria-labelledby={heading ? id : undefined}>
        {allowed.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <NavLink to={to} className={classes.link ?? ''}>
              <Icon size={18} stroke={1.7} aria-hidden />
              {t(label)}
            </NavLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
