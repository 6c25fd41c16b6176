import { Button, Paper, Text, Title } from '@mantine/core';
import { IconCircle, IconCircleCheckFilled, IconUserPlus } from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../../platform/paths.ts';
import classes from './overview.module.css';

const steps = ['account', 'user', 'invitation', 'activation'] as const;

/** The first steps in an empty account: what is done, what comes next, and one button for it. */
export function FirstSteps() {
  const t = useTranslations('overview.first');
  return (
    <Paper component="section" p="lg" mb="md">
      <Title order={2}>{t('title')}</Title>
      <Text size="sm" c="dimmed" mt={4} maw={560}>
        {t('text')}
      </Text>
      <ol className={classes.steps}>
        {steps.map((step) => {
          const isDone = step === 'account';
          return (
            <li key={step} data-done={isDone || undefined}>
              {isDone ? (
                <IconCircleCheckFilled size={20} aria-hidden />
              ) : (
                <IconCircle size={20} aria-hidden />
              )}
              <span>
                {t(`step.${step}`)}
                {isDone ? <span className={classes.unseen}> ({t('done')})</span> : null}
              </span>
            </li>
          );
        })}
      </ol>
      <Button
        component={Link}
        to={paths.addUsers()}
        size="md"
        leftSection={<IconUserPlus size={18} aria-hidden />}
      >
        {t('add')}
      </Button>
    </Paper>
  );
}
