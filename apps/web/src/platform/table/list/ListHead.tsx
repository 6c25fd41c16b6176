import type { ReactNode } from 'react';
import { PageHeader } from '../../ui/layout/PageHeader.tsx';
import { ListToolbar } from './ListToolbar.tsx';

interface ListHeadProps {
  title: string;
  description: string;
  /** Links, e.g. to the documentation. */
  links?: ReactNode;
  /** The button that adds an entry. */
  add: ReactNode;
  /** The total, as text; undefined while the list is empty. */
  total: string | undefined;
}

/** The head of a short list without filters. While the list is empty, its `EmptyState` offers the button. */
export function ListHead({ title, description, links, add, total }: ListHeadProps) {
  const actions = (
    <>
      {links}
      {total === undefined ? null : add}
    </>
  );
  return (
    <>
      <PageHeader title={title} description={description} actions={actions} />
      {total === undefined ? null : <ListToolbar total={total}>{null}</ListToolbar>}
    </>
  );
}
