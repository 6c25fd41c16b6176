import type { Permission } from '@muster/contracts/catalogue';
import { Outlet } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../paths.ts';
import { ButtonLink } from '../ui/layout/ButtonLink.tsx';
import { PageHeader } from '../ui/layout/PageHeader.tsx';
import { useCan } from './me.tsx';

/** Shows the pages below to people with the permission, and to others the way home. The API enforces permissions. */
export function RequirePermission({ permission }: { permission: Permission }) {
  const t = useTranslations('platform.noAccess');
  if (useCan(permission)) return <Outlet />;
  return (
    <>
      <PageHeader title={t('title')} description={t('text')} />
      <ButtonLink to={paths.home()}>{t('home')}</ButtonLink>
    </>
  );
}
