/** What a file may have at most: far more than a company, far less than what fills the memory. */
export const limits = {
  rows: 100_000,
  columns: 200,
  cell: 10_000,
  /** Bytes of one row; a quotation mark that is never closed would else gather the rest of the file. */
  row: 1_000_000,
} as const;
