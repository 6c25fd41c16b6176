import { Alert, Stack, Text } from '@mantine/core';
import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { useParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { type RowOf, useCall, useList } from '../../../../../platform/api/query.ts';
import { paths } from '../../../../../platform/paths.ts';
import { LoadMore } from '../../../../../platform/table/grid/LoadMore.tsx';
import { PageLoader } from '../../../../../platform/ui/feedback/PageLoader.tsx';
import { ProblemAlert } from '../../../../../platform/ui/feedback/ProblemAlert.tsx';
import { RouteDrawer } from '../../../../../platform/ui/layout/RouteDrawer.tsx';
import { Person } from '../../../../../platform/ui/person/Person.tsx';
import classes from '../bulk.module.css';
import { useOperationText } from './use-operation-text.ts';

/** The users for whom an operation failed, and why. */
export function BulkFailuresDrawer() {
  const t = useTranslations('users.operations');
  const { id = '' } = useParams();
  const text = useOperationText();
  const operation = useCall(bulkOperations.get, { params: { id } });
  const list = useList(bulkOperations.listFailures, { params: { id } });
  const error = operation.error ?? list.error;
  return (
    <RouteDrawer title={t('failures.title')} backTo={paths.bulkOperations()}>
      {error ? <ProblemAlert problem={error} onRetry={list.retry} /> : null}
      {!error && (operation.isPending || list.isLoading) ? <PageLoader /> : null}
      {operation.data && !list.isLoading && !list.error ? (
        <Stack gap="md">
          <Text size="sm">{text.state(operation.data)}</Text>
          {operation.data.stopReason ? <Alert color="orange">{t('stopped')}</Alert> : null}
          {list.rows.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('failures.none')}
            </Text>
          ) : (
            <ul className={classes.failed}>
              {list.rows.map((failure) => (
                <Failure key={failure.user.id} failure={failure} />
              ))}
            </ul>
          )}
          <LoadMore list={list} />
        </Stack>
      ) : null}
    </RouteDrawer>
  );
}

function Failure({ failure }: { failure: RowOf<typeof bulkOperations.listFailures> }) {
  const t = useTranslations('users.operations');
  const { user, code, detail } = failure;
  const isGone = code === 'not_found';
  return (
    <li>
      <Person
        name={user.name || t('failures.unknown')}
        email={user.email}
        {...(isGone ? {} : { to: paths.user(user.id) })}
      />
      <Text size="sm" mt={4}>
        {detail}
      </Text>
    </li>
  );
}
