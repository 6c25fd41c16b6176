import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../../../platform/api/query.ts';
import classes from '../bulk.module.css';
import { PanelOperation } from './PanelOperation.tsx';
import { useRecentOperations } from './use-recent-operations.ts';
import { useUndo } from './use-undo.tsx';

const newest = { query: { limit: 10 } } as const;
/** In milliseconds. A fallback in case live events do not arrive. */
const fallback = 3000;

/** The person's own running and recently finished operations, in a panel over every page. */
export function BulkPanel() {
  const t = useTranslations('users.operations');
  const { data } = useCall(bulkOperations.list, newest);
  const { followed, dismiss } = useRecentOperations(data?.data ?? []);
  const undoing = useUndo();
  const isRunning = followed.some(({ status }) => status !== 'done');
  return (
    <>
      {isRunning ? <Poll /> : null}
      {followed.length > 0 ? (
        <section className={classes.panel} aria-label={t('panel')}>
          {followed.map((operation) => (
            <PanelOperation
              key={operation.id}
              operation={operation}
              isUndoing={undoing.isPending}
              onUndo={() => undoing.undo(operation.id)}
              onDismiss={() => dismiss(operation.id)}
            />
          ))}
        </section>
      ) : null}
      {undoing.dialog}
    </>
  );
}

function Poll() {
  useCall(bulkOperations.list, newest, { every: fallback });
  return null;
}
