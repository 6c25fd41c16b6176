import type { ReactNode } from 'react';
import classes from './Details.module.css';

interface Entry {
  readonly term: string;
  /** `null` leaves the line out. */
  readonly value: ReactNode;
}

/** A list of labelled facts. */
export function Details({ entries }: { entries: readonly Entry[] }) {
  return (
    <dl className={classes.details}>
      {entries
        .filter(({ value }) => value !== null)
        .map(({ term, value }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
