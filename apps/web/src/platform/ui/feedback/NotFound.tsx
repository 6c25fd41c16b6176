import type { TablerIcon } from '@tabler/icons-react';
import { ButtonLink } from '../layout/ButtonLink.tsx';
import { PageTitle } from '../layout/PageHeader.tsx';
import { EmptyState } from './EmptyState.tsx';

interface NotFoundProps {
  icon: TablerIcon;
  title: string;
  text: string;
  /** The list it was in. */
  to: string;
  back: string;
}

/** The page of what was deleted, or never has been in this account. */
export function NotFound({ icon, title, text, to, back }: NotFoundProps) {
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <EmptyState icon={icon} title={title} action={<ButtonLink to={to}>{back}</ButtonLink>}>
        {text}
      </EmptyState>
    </>
  );
}
