import { Button } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import { Link, type To } from 'react-router-dom';

interface ButtonLinkProps {
  to: To;
  icon?: TablerIcon;
  /** The page's main way on; the others are quieter. */
  isMain?: boolean;
  children: string;
}

/** A link as a button, for the actions of a page that are pages of their own. */
export function ButtonLink({ to, icon: Icon, isMain = false, children }: ButtonLinkProps) {
  return (
    <Button
      component={Link}
      to={to}
      variant={isMain ? 'filled' : 'default'}
      {...(Icon ? { leftSection: <Icon size={16} aria-hidden /> } : {})}
    >
      {children}
    </Button>
  );
}
