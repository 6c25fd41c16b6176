import { Button, Group, Text, Title } from '@mantine/core';
import { useRouteError } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { ProblemError } from '../platform/api/problem.ts';
import { ProblemAlert } from '../platform/ui/feedback/ProblemAlert.tsx';

/** Replaces a page that failed, in the API or in our own code. */
export function ErrorPage() {
  const t = useTranslations('app.error');
  const error = useRouteError();
  const reload = () => window.location.reload();
  if (error instanceof ProblemError) return <ProblemAlert problem={error} onRetry={reload} isPage />;
  return (
    <Group component="main" justify="center" mih="60vh" p="md">
      <div role="alert" style={{ maxWidth: 460 }}>
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed" mt="xs" mb="md">
          {t('text')}
        </Text>
        <Button onClick={reload}>{t('reload')}</Button>
      </div>
    </Group>
  );
}
