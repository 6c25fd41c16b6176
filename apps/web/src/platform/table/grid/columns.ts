import { type ColumnDef, metaHelper, rowSelectionFeature, tableFeatures } from '@tanstack/react-table';
import type { ReactNode } from 'react';

/** One column of a list screen. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** The `sort` value of the contract this column sorts by, without the minus. */
  readonly sort?: string;
  /** `end` for numbers. */
  readonly align?: 'start' | 'end';
  /** Any CSS width; columns without one share the remaining space. */
  readonly width?: string;
  /** On phones a row is a card: its title, a labelled line, or not shown at all. Default `line`. */
  readonly onPhone?: 'title' | 'line' | 'hidden';
}

/** Every row of a list has an id: for keys, selection and links. */
export interface Identified {
  readonly id: string;
}

/** The TanStack Table features we use. The server sorts and filters. */
export const listFeatures = tableFeatures({
  rowSelectionFeature,
  columnMeta: metaHelper<Omit<Column<never>, 'id' | 'cell'>>(),
});

type ListColumnDef<Row extends Identified> = ColumnDef<typeof listFeatures, Row>;

/** Converts our columns to TanStack Table's format. */
export function toColumnDefs<Row extends Identified>(columns: readonly Column<Row>[]): ListColumnDef<Row>[] {
  return columns.map(({ id, cell, ...meta }) => ({
    id,
    header: meta.header,
    cell: ({ row }) => cell(row.original),
    meta,
  }));
}
