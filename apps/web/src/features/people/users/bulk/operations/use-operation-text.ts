import { useFormatter, useTranslations } from 'use-intl';
import type { BulkOperation } from '../bulk-action.ts';

interface OperationTexts {
  /** Its name in a list: "Add to groups: Drivers, Sales". */
  readonly name: (operation: BulkOperation) => string;
  /** Its progress or result: "212 users deactivated". */
  readonly state: (operation: BulkOperation) => string;
}

/** Texts for bulk operations. */
export function useOperationText(): OperationTexts {
  const t = useTranslations('users.operations');
  const tp = useTranslations('platform.people');
  const format = useFormatter();
  const detail = ({ params: { groupNames, role }, undoOf }: BulkOperation) => ({
    groups: format.list(groupNames ?? []),
    // Undoing a role change restores a different role for each user.
    role: role && undoOf === null ? tp(`role.${role}`) : '',
    hasRole: role && undoOf === null ? 'yes' : 'no',
  });
  return {
    name: (operation) => t(`name.${operation.action}`, detail(operation)),
    state: (operation) =>
      operation.status === 'done'
        ? t(`did.${operation.action}`, { ...detail(operation), count: operation.changed })
        : t(`does.${operation.action}`, { ...detail(operation), count: operation.total }),
  };
}
