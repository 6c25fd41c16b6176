import { useFormatter, useTranslations } from 'use-intl';
import type { BulkOperation } from '../bulk-action.ts';

interface OperationTexts {
  /** Its name in a list: "Add to groups: Drivers, Sales". */
  readonly name: (operation: BulkOperation) => string;
  /** What it does, or what it did: "212 users deactivated". */
  readonly state: (operation: BulkOperation) => string;
}

/** Words for operations on many users. */
export function useOperationText(): OperationTexts {
  const t = useTranslations('users.operations');
  const tp = useTranslations('platform.people');
  const format = useFormatter();
  const detail = ({ params: { groupNames, role }, undoOf }: BulkOperation) => ({
    groups: format.list(groupNames ?? []),
    // Taking roles back gives each user their own one.
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
