import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import type { ProblemError } from '../../../platform/api/problem.ts';
import { paths } from '../../../platform/paths.ts';

interface ExistingUserProps {
  /** What stands at the field. */
  error: ReactNode;
  /** What the API refused last. */
  refusal: ProblemError | null;
}

/** The error of an address; where somebody has it already, with the way to them. */
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
