import type { TablerIcon } from '@tabler/icons-react';
import { ButtonLink } from '../layout/ButtonLink.tsx';
import { PageTitle } from '../layout/PageHeader.tsx';
import { EmptyState } from './EmptyState.tsx';

interface NotFoundProps {
  icon: TablerIcon;
  title: string;
  text: string;
  /** The path of the list it was in. */
  to: string;
  back: string;
}

/** Shown for a thing that was deleted or never existed in this account. */
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
