import { Button, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useRouteError } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { ProblemError } from '../../api/problem.ts';
import { PageTitle } from '../layout/PageHeader.tsx';
import { ProblemAlert } from './ProblemAlert.tsx';

/** Replaces a screen that failed, in the API or in our own code. */
export function ScreenError() {
  const t = useTranslations('platform.screenError');
  const error = useRouteError();
  const reload = () => window.location.reload();
  if (error instanceof ProblemError) return <ProblemAlert problem={error} onRetry={reload} isPage />;
  return <ScreenMessage title={t('failed')} text={t('failedText')} action={t('reload')} onAct={reload} />;
}

interface ScreenMessageProps {
  title: string;
  text: string;
  /** The text of the button. */
  action: string;
  isPending?: boolean;
  onAct: () => void;
}

/** Says what happened to a screen, and what to do. */
export function ScreenMessage({ title, text, action, isPending = false, onAct }: ScreenMessageProps) {
  const alert = useRef<HTMLDivElement>(null);
  // Below a page that stays, the message may be out of sight.
  useEffect(() => alert.current?.focus(), []);
  return (
    <div
      ref={alert}
      role="alert"
      tabIndex={-1}
      style={{ maxWidth: 460, margin: '20vh auto', padding: 16, outline: 'none' }}
    >
      <PageTitle>{title}</PageTitle>
      <Title order={1}>{title}</Title>
      <Text c="dimmed" mt="xs" mb="md">
        {text}
      </Text>
      <Button onClick={onAct} loading={isPending}>
        {action}
      </Button>
    </div>
  );
}
