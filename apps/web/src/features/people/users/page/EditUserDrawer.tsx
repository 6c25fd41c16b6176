import { useTranslations } from 'use-intl';
import { paths } from '../../../../platform/paths.ts';
import { RouteDrawer } from '../../../../platform/ui/layout/RouteDrawer.tsx';
import { useUser } from '../user.ts';
import { EditUserForm } from './EditUserForm.tsx';

/** Edits a user, in a drawer beside their page. */
export function EditUserDrawer() {
  const t = useTranslations('users.edit');
  const user = useUser();
  return (
    <RouteDrawer title={t('title', { name: user.name })} backTo={paths.user(user.id)}>
      <EditUserForm key={user.id} user={user} />
    </RouteDrawer>
  );
}
