import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { paths } from '../../../platform/paths.ts';
import { BackLink } from '../../../platform/ui/BackLink.tsx';
import { PageHeader } from '../../../platform/ui/PageHeader.tsx';
import type { User } from '../user.ts';
import { AddedUsers } from './AddedUsers.tsx';
import { AddUserForm } from './AddUserForm.tsx';

/** From an address to an invited user, on one page. */
export function AddUsersPage() {
  const t = useTranslations('users');
  const [added, setAdded] = useState<User>();
  return (
    <>
      <PageHeader
        title={t('add.title')}
        description={added ? undefined : t('add.description')}
        above={<BackLink to={paths.users()}>{t('list.title')}</BackLink>}
      />
      {added ? (
        <AddedUsers user={added} onAddAnother={() => setAdded(undefined)} />
      ) : (
        <AddUserForm onAdded={setAdded} />
      )}
    </>
  );
}
