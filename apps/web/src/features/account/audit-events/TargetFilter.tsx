import { Pill } from '@mantine/core';
import { users } from '@muster/contracts/people/users';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';

/** The target the log is filtered by. It comes from a link and can be removed. */
export function TargetFilter({ id, onClear }: { id: string; onClear: () => void }) {
  const t = useTranslations('auditEvents.filter');
  const user = useCall(users.get, { params: { id } });
  const name = user.data?.name;
  return (
    <Pill
      size="lg"
      withRemoveButton
      onRemove={onClear}
      removeButtonProps={{ 'aria-label': t('clearTarget') }}
    >
      {name ? t('target', { name }) : t('oneObject')}
    </Pill>
  );
}
