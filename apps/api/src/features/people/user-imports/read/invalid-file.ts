import { fail } from '../../../../platform/errors.ts';

/** Why a file cannot be read at all; each has its own text in `problems.file_invalid.detail`. */
export type FileFault =
  | 'binary'
  | 'cell_too_long'
  | 'empty'
  | 'encoding_mixed'
  | 'no_rows'
  | 'pdf'
  | 'quote_open'
  | 'row_too_long'
  | 'sheet_missing'
  | 'too_many_columns'
  | 'too_many_rows'
  | 'workbook'
  | 'workbook_broken'
  | 'workbook_too_large';

/**
 * Refuses the whole file.
 * @param fault the reason
 * @param line the line, if there is one
 * @throws Failure `file_invalid` always
 */
export function refuseFile(fault: FileFault, line?: number): never {
  const place = line === undefined ? {} : { line };
  fail('file_invalid', {
    values: { reason: fault, ...place },
    errors: [{ pointer: '#/file', code: fault, detail: 'file_invalid', ...place }],
  });
}
