import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import type { ProblemError } from '../../../platform/api/problem.ts';
import { paths } from '../../../platform/paths.ts';

interface ExistingUserProps {
  /** The field's own error. */
  error: ReactNode;
  /** The API's last refusal. */
  refusal: ProblemError | null;
}

/** The error of an address. If a user already has it, links to that user. */
export function ExistingUser({ error, refusal }: ExistingUserProps) {
  const t = useTranslations('users.field');
  if (refusal?.code !== 'user_exists' || !refusal.userId) return error;
  return (
    <>
      {error}{' '}
      <Anchor component={Link} to={paths.user(refusal.userId)} inherit fw={500}>
        {t('openExisting')}
      </Anchor>
    </>
  );
}
