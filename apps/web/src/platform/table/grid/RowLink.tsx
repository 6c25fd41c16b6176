import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import classes from './RowLink.module.css';

/** The name of a row, as a link to its page. */
export function RowLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className={classes.link}>
      {children}
    </Link>
  );
}
