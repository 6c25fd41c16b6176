/** A text that is told what to do from beside it. */
export interface TextHandle {
  /** Selects a place that somebody should look at. Line and column count from 1. */
  readonly show: (line: number, column: number) => void;
  /** Puts a variable where the caret is. */
  readonly insert: (name: string) => void;
}
