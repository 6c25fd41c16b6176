import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import classes from './BackLink.module.css';

/** A link to the parent page, above a page's title. */
export function BackLink({ to, children }: { to: string; children: string }) {
  return (
    <Link to={to} className={classes.link}>
      <IconChevronLeft size={16} stroke={1.8} aria-hidden className={classes.arrow} />
      {children}
    </Link>
  );
}
