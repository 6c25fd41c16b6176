/** The maximum size of a file: far larger than a company, far smaller than the memory. */
export const limits = {
  rows: 100_000,
  columns: 200,
  cell: 10_000,
  /**
   * Bytes of one row. Without a limit, a quotation mark that is never closed would collect the rest of the
   * file.
   */
  row: 1_000_000,
} as const;
