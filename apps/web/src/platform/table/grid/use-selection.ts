import type { RowSelectionState } from '@tanstack/react-table';
import { useState } from 'react';
import type { Identified } from './columns.ts';

/** The rows a person selected. */
export interface Selection<Row> {
  /** The selected rows that are loaded. */
  readonly rows: readonly Row[];
  readonly ids: string[];
  /** Whether all matches are selected, including those not loaded. */
  readonly isEverything: boolean;
  readonly clear: () => void;
}

/** All matches, loaded or not. */
export interface Everything {
  /** The number of matches, once known. */
  readonly count: number | undefined;
  /** Changes with the filters, which resets the selection of all matches. */
  readonly key: string;
}

/**
 * The selection of a list: some of the loaded rows, or all matches.
 * @param rows the loaded ones
 * @param everything absent if only loaded rows can be selected
 */
export function useSelection<Row extends Identified>(
  rows: readonly Row[],
  everything: Everything | undefined,
) {
  const [state, setState] = useState<RowSelectionState>({});
  const [chosenKey, setChosenKey] = useState<string>();
  const isEverything = everything !== undefined && chosenKey === everything.key;

  // Rows that have left the list (removed, or no longer matching) are not selected.
  const selected = isEverything ? rows : rows.filter((row) => state[row.id]);
  const clear = () => {
    setState({});
    setChosenKey(undefined);
  };
  const selectEverything = () => setChosenKey(everything?.key);
  /** Selects all loaded rows except one. */
  const selectAllBut = (id: string) => {
    setState(Object.fromEntries(rows.filter((row) => row.id !== id).map((row) => [row.id, true])));
    setChosenKey(undefined);
  };
  const selection: Selection<Row> = {
    rows: selected,
    ids: selected.map(({ id }) => id),
    isEverything,
    clear,
  };
  const isAllLoaded = rows.length > 0 && selected.length === rows.length;
  return { state, setState, selection, isAllLoaded, selectEverything, selectAllBut };
}
