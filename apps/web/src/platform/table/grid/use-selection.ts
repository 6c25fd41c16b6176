import type { RowSelectionState } from '@tanstack/react-table';
import { useState } from 'react';
import type { Identified } from './columns.ts';

/** The rows a person selected. */
export interface Selection<Row> {
  /** Those of them that are loaded. */
  readonly rows: readonly Row[];
  readonly ids: string[];
  /** Whether all that match are meant, also those that are not loaded. */
  readonly isEverything: boolean;
  readonly clear: () => void;
}

/** What is beyond the loaded rows. */
export interface Everything {
  /** How many match, as soon as it is known. */
  readonly count: number | undefined;
  /** Changes with the filters: "all that match" never outlives what it was said of. */
  readonly key: string;
}

/**
 * Which rows are selected: some of the loaded ones, or all that match.
 * @param rows the loaded ones
 * @param everything absent where only loaded rows can be selected
 */
export function useSelection<Row extends Identified>(
  rows: readonly Row[],
  everything: Everything | undefined,
) {
  const [state, setState] = useState<RowSelectionState>({});
  const [chosenKey, setChosenKey] = useState<string>();
  const isEverything = everything !== undefined && chosenKey === everything.key;

  // Rows that left the list (removed, or no longer matching) are no longer selected.
  const selected = isEverything ? rows : rows.filter((row) => state[row.id]);
  const clear = () => {
    setState({});
    setChosenKey(undefined);
  };
  const selectEverything = () => setChosenKey(everything?.key);
  /** Back to loaded rows: all of them but one. */
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
