import type { ReactNode } from 'react';

/** A term and its value, for the lists on a user's page. */
export function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children ?? '–'}</dd>
    </div>
  );
}
