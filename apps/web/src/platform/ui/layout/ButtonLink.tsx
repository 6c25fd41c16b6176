import { Button } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import { Link, type To } from 'react-router-dom';

interface ButtonLinkProps {
  to: To;
  icon?: TablerIcon;
  /** Whether it is the page's primary action. */
  isMain?: boolean;
  /** What a screen reader says, if the text alone does not tell which one. */
  label?: string | undefined;
  children: string;
}

/** A link that looks like a button, for actions that have their own page. */
export function ButtonLink({ to, icon: Icon, isMain = false, label, children }: ButtonLinkProps) {
  return (
    <Button
      component={Link}
      to={to}
      aria-label={label}
      variant={isMain ? 'filled' : 'default'}
      leftSection={Icon ? <Icon size={16} aria-hidden /> : undefined}
    >
      {children}
    </Button>
  );
}
