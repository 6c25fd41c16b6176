import { Alert, Button, Center, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { ProblemError } from '../../api/problem.ts';
import { useProblemText } from './use-problem-text.ts';

interface ProblemAlertProps {
  problem: ProblemError;
  onRetry?: (() => void) | undefined;
  /** Fills the page if nothing else can be shown. */
  isPage?: boolean;
}

/** Describes a problem, with the request id for support and a retry button. */
export function ProblemAlert({ problem, onRetry, isPage = false }: ProblemAlertProps) {
  const t = useTranslations('platform.problem');
  const { title, detail } = useProblemText(problem);
  const alert = (
    <Alert
      color="red"
      title={title}
      icon={<IconAlertTriangle aria-hidden />}
      role="alert"
      tabIndex={-1}
      data-problem
      maw={isPage ? 520 : undefined}
    >
      <Stack gap="xs" align="flex-start">
        {detail ? <Text size="sm">{detail}</Text> : null}
        {problem.errors.length > 0 ? (
          <List size="sm">
            {problem.errors.map((error) => (
              <List.Item key={`${error.pointer} ${error.code}`}>{error.detail}</List.Item>
            ))}
            {problem.moreErrors > 0 ? (
              <List.Item>{t('moreErrors', { count: problem.moreErrors })}</List.Item>
            ) : null}
          </List>
        ) : null}
        {problem.requestId ? (
          <Text size="xs" c="dimmed">
            {t('requestId')} <code>{problem.requestId}</code>
          </Text>
        ) : null}
        {onRetry ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={onRetry}
          >
            {t('retry')}
          </Button>
        ) : null}
      </Stack>
    </Alert>
  );
  return isPage ? (
    <Center mih="60vh" p="md">
      {alert}
    </Center>
  ) : (
    alert
  );
}
