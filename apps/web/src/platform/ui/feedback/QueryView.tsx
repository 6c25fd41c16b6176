import { Skeleton, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ProblemError } from '../../api/problem.ts';
import { ProblemAlert } from './ProblemAlert.tsx';

interface QueryViewProps<T> {
  /** Reads the one thing the page is about: `useCall(<noun>.get, …)`. */
  query: UseQueryResult<T, ProblemError>;
  notFound: ReactNode;
  children: (thing: T) => ReactNode;
}

/** Renders the page of one thing: its content, "not found", a problem, or a skeleton while loading. */
export function QueryView<T>({ query: { data, error, refetch }, notFound, children }: QueryViewProps<T>) {
  // A deleted thing shows "not found", even if stale data is still cached.
  if (error?.code === 'not_found' || error?.code === 'validation_failed') return notFound;
  if (data !== undefined) return children(data);
  if (error) return <ProblemAlert problem={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap="md" aria-hidden>
      <Skeleton height={28} width={240} />
      <Skeleton height={14} width={320} />
      <Skeleton height={260} mt="lg" />
    </Stack>
  );
}
