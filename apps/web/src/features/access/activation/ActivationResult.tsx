import { Button, ThemeIcon } from '@mantine/core';
import {
  IconCircleCheck,
  IconClockX,
  IconLinkOff,
  IconMailForward,
  IconMailX,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import type { ProblemCode } from '../../../platform/api/problem.ts';
import { paths } from '../../../platform/paths.ts';
import { PublicPage } from '../../../platform/ui/layout/PublicPage.tsx';
import { RequestNewLink } from './RequestNewLink.tsx';

const icons = {
  invitation_expired: IconClockX,
  invitation_used: IconCircleCheck,
  invitation_superseded: IconMailForward,
  invitation_revoked: IconMailX,
  invitation_not_found: IconLinkOff,
} as const satisfies Partial<Record<ProblemCode, TablerIcon>>;

/** The problems that end an invitation. */
export type EndCode = keyof typeof icons;

/** Whether a problem means that the link no longer works. */
export function isEnd(code: ProblemCode): code is EndCode {
  return code in icons;
}

/** Explains that a link no longer works, and what to do instead. */
export function ActivationResult({ code, token }: { code: EndCode; token: string }) {
  const t = useTranslations('activation.end');
  const Icon = icons[code];
  return (
    <PublicPage
      above={
        <ThemeIcon variant="light" size={44} radius="md" mb="md" aria-hidden>
          <Icon size={24} stroke={1.6} />
        </ThemeIcon>
      }
      title={t(`${code}.title`)}
      description={t(`${code}.text`)}
    >
      {code === 'invitation_expired' || code === 'invitation_superseded' ? (
        <RequestNewLink token={token} isMain={code === 'invitation_expired'} />
      ) : null}
      {code === 'invitation_used' ? (
        <Button component={Link} to={paths.signIn()} fullWidth>
          {t('signIn')}
        </Button>
      ) : null}
    </PublicPage>
  );
}
