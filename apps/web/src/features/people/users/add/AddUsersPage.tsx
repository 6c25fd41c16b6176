import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { writeDraft } from '../../../../platform/form/drafts.ts';
import { paths } from '../../../../platform/paths.ts';
import { useMe } from '../../../../platform/session/me.tsx';
import { BackLink } from '../../../../platform/ui/layout/BackLink.tsx';
import { ButtonLink } from '../../../../platform/ui/layout/ButtonLink.tsx';
import { PageHeader } from '../../../../platform/ui/layout/PageHeader.tsx';
import { AddUsersForm } from './AddUsersForm.tsx';
import type { Entry } from './addresses/parse-addresses.ts';
import { AddedUsers } from './result/AddedUsers.tsx';
import type { Added } from './use-add-users.ts';

/** Adds and invites users, on one page. */
export function AddUsersPage() {
  const t = useTranslations('users');
  const { user: admin } = useMe();
  const [added, setAdded] = useState<Added>();
  const tryAgain = (entries: readonly Entry[]) => {
    if (added) writeDraft(admin.id, paths.addUsers(), { ...added.values, users: entries, typed: '' });
    setAdded(undefined);
  };
  return (
    <>
      <PageHeader
        title={t('add.title')}
        description={added ? undefined : t('add.description')}
        above={<BackLink to={paths.users()}>{t('list.title')}</BackLink>}
        actions={
          <ButtonLink to={paths.importUsers()} icon={IconFileSpreadsheet}>
            {t('add.import')}
          </ButtonLink>
        }
      />
      {added ? (
        <AddedUsers added={added} onAddMore={() => setAdded(undefined)} onTryAgain={tryAgain} />
      ) : (
        <AddUsersForm onAdded={setAdded} />
      )}
    </>
  );
}
