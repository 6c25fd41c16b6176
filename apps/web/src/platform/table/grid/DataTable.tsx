import { useTable } from '@tanstack/react-table';
import { type ReactNode, useMemo, useRef } from 'react';
import type { List } from '../../api/query.ts';
import { ProblemAlert } from '../../ui/feedback/ProblemAlert.tsx';
import { BulkBar } from '../list/BulkBar.tsx';
import { type Column, type Identified, listFeatures, toColumnDefs } from './columns.ts';
import classes from './DataTable.module.css';
import { LoadMore } from './LoadMore.tsx';
import { TableBody } from './TableBody.tsx';
import { TableHead } from './TableHead.tsx';
import { NothingMatches, SkeletonRows } from './TableStates.tsx';
import { useFixedWidths } from './use-fixed-widths.ts';
import { type Everything, type Selection, useSelection } from './use-selection.ts';

interface DataTableProps<Row extends Identified> {
  /** The accessible name of the table. */
  label: string;
  list: List<Row>;
  columns: readonly Column<Row>[];
  /** The row's name in the labels of its checkbox and menu. */
  rowName: (row: Row) => string;
  /** The path a click on the row opens. One cell should also have a real link to it. */
  rowTo?: ((row: Row) => string) | undefined;
  /** `Menu.Item`s of the row's "…" menu; null for none. */
  rowMenu?: ((row: Row) => ReactNode) | undefined;
  /** Buttons for the selected rows. Without it rows cannot be selected. */
  bulkActions?: ((selection: Selection<Row>) => ReactNode) | undefined;
  /** Offers to select all matches, including those not loaded. */
  everything?: Everything | undefined;
  sort?: { readonly value: string; readonly onChange: (sort: string) => void } | undefined;
  /** Shown for an empty list: an `EmptyState`. */
  empty: ReactNode;
  isFiltered?: boolean | undefined;
  onClearFilters?: (() => void) | undefined;
}

/** A list of the API as a table; on phones its rows are cards. */
export function DataTable<Row extends Identified>(props: DataTableProps<Row>) {
  const { label, list, columns, rowName, rowTo, rowMenu, bulkActions, sort } = props;
  const element = useRef<HTMLTableElement>(null);
  const { state, setState, ...selecting } = useSelection(list.rows, props.everything);
  const definitions = useMemo(() => toColumnDefs(columns), [columns]);
  const table = useTable({
    features: listFeatures,
    columns: definitions,
    data: list.rows as Row[],
    getRowId: (row: Row) => row.id,
    state: { rowSelection: state },
    onRowSelectionChange: setState,
    enableRowSelection: bulkActions !== undefined,
  });
  const isSelectable = bulkActions !== undefined;
  useFixedWidths(element, list.rows.length);

  if (list.error) return <ProblemAlert problem={list.error} onRetry={list.retry} />;
  if (list.isLoading) return <SkeletonRows columns={columns.length} />;
  if (list.rows.length === 0) {
    return props.isFiltered ? (
      <NothingMatches onClear={props.onClearFilters ?? (() => undefined)} />
    ) : (
      props.empty
    );
  }

  const { selection, isAllLoaded } = selecting;
  const count = props.everything?.count;
  const isMoreOffered = count !== undefined && list.hasMore && isAllLoaded;
  const everything =
    isMoreOffered || (count !== undefined && selection.isEverything)
      ? { count, isSelected: selection.isEverything, onSelect: selecting.selectEverything }
      : undefined;
  return (
    <>
      <div className={classes.frame} data-stale={list.isStale || undefined}>
        <table
          ref={element}
          aria-label={label}
          aria-rowcount={list.hasMore ? (list.total ?? -2) + 1 : undefined}
          className={classes.table}
        >
          <TableHead
            table={table}
            isSelectable={isSelectable}
            isAllSelected={isAllLoaded}
            isSomeSelected={selection.rows.length > 0}
            onSelectAll={(isWanted) => {
              if (isWanted) table.toggleAllRowsSelected(true);
              else selection.clear();
            }}
            hasMenu={rowMenu !== undefined}
            sort={sort}
          />
          <TableBody
            table={table}
            rowName={rowName}
            rowTo={rowTo}
            rowMenu={rowMenu}
            isSelectable={isSelectable}
            onDeselect={selection.isEverything ? selecting.selectAllBut : undefined}
          />
        </table>
      </div>
      <LoadMore list={list} />
      {bulkActions ? (
        <BulkBar count={selection.rows.length} everything={everything} onClear={selection.clear}>
          {bulkActions(selection)}
        </BulkBar>
      ) : null}
    </>
  );
}
