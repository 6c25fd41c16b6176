import * as z from 'zod';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { IdParams, PageQuery, pageOf, repeatable } from '../kit/primitives.ts';
import { OnSeatLimit } from './user.ts';
import {
  FixImportRow,
  ImportField,
  ImportMode,
  ImportOutcome,
  ImportRow,
  ImportRowDetail,
  ImportRowParams,
  UserImport,
} from './user-import.ts';

export * from './user-import.ts';

export const ListImports = PageQuery.extend({
  sort: z.enum(['createdAt', '-createdAt']).default('-createdAt'),
});
export type ListImports = z.output<typeof ListImports>;

export const ListImportRows = PageQuery.extend({
  sort: z.literal('line').default('line'),
  outcome: repeatable(ImportOutcome),
  suggested: z.enum(['true', 'false']).optional(),
  warned: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'Whether something of the row is left out.' }),
});
export type ListImportRows = z.output<typeof ListImportRows>;

export const UploadImport = z.object({
  mode: ImportMode.default('add'),
  sheet: z.string().min(1).max(200).optional().meta({
    description: 'The sheet of a workbook; without it, the first with a column of addresses.',
    example: 'People',
  }),
});
export type UploadImport = z.output<typeof UploadImport>;

export const UpdateImport = z.strictObject({
  mode: ImportMode.optional(),
  fields: z.array(ImportField.nullable()).max(200).optional().meta({
    description: 'The meaning of each column, in the order of the file.',
  }),
});
export type UpdateImport = z.output<typeof UpdateImport>;

export const CommitImport = z.strictObject({
  sendInvitations: z.boolean().default(false),
  onSeatLimit: OnSeatLimit.default('refuse'),
  createGroups: z
    .boolean()
    .default(true)
    .meta({ description: 'If false, groups that do not exist are ignored.' }),
});
export type CommitImport = z.output<typeof CommitImport>;

export const TemplateQuery = z.strictObject({ separator: z.enum(['comma', 'semicolon']).default('comma') });

const notFound = ['not_found'] as const;

export const userImports = endpoints('userImports', {
  create: endpoint({
    method: 'POST',
    path: '/user-imports',
    summary: 'Upload a file of users and preview what it would do',
    description:
      'A CSV file, an XLSX workbook, or an HTML or XML table named `.xls`. At most 20 MB (unpacked 200 MB), 100,000 rows of 100,000 characters, 200 columns and 10,000 characters in a cell. CSV may be in UTF-8, UTF-16 or Windows-1252, separated by commas, semicolons, tabs or bars. Muster detects the format, the encoding and the separator. Nothing changes before the commit.',
    access: 'users:write',
    multipart: UploadImport,
    bodyLimit: 21_000_000,
    status: 201,
    response: UserImport,
    errors: ['file_invalid'],
  }),
  list: endpoint({
    method: 'GET',
    path: '/user-imports',
    summary: 'List the imports of the last 30 days, newest first',
    access: 'users:read',
    query: ListImports,
    status: 200,
    response: pageOf(UserImport),
    errors: ['cursor_invalid'],
  }),
  template: endpoint({
    method: 'GET',
    path: '/user-imports/template.csv',
    summary: 'Download a template with every column an import understands',
    access: 'users:read',
    query: TemplateQuery,
    status: 200,
    contentType: 'text/csv',
    errors: [],
  }),
  get: endpoint({
    method: 'GET',
    path: '/user-imports/:id',
    summary: 'Get an import: its preview, its progress or its result',
    access: 'users:read',
    params: IdParams,
    status: 200,
    response: UserImport,
    errors: notFound,
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/user-imports/:id',
    isBulk: true,
    summary: 'Correct the columns or the mode, and preview the file again',
    access: 'users:write',
    params: IdParams,
    body: UpdateImport,
    status: 200,
    response: UserImport,
    errors: ['not_found', 'import_settled', 'file_invalid'],
  }),
  listRows: endpoint({
    method: 'GET',
    path: '/user-imports/:id/rows',
    summary: 'List the rows of an import, each with its outcome and the reason',
    access: 'users:read',
    params: IdParams,
    query: ListImportRows,
    status: 200,
    response: pageOf(ImportRow),
    errors: ['not_found', 'cursor_invalid'],
  }),
  getRow: endpoint({
    method: 'GET',
    path: '/user-imports/:id/rows/:line',
    summary: 'Get a row of an import with its cells',
    access: 'users:read',
    params: ImportRowParams,
    status: 200,
    response: ImportRowDetail,
    errors: notFound,
  }),
  fixRow: endpoint({
    method: 'PATCH',
    path: '/user-imports/:id/rows/:line',
    isBulk: true,
    summary: 'Fix the cells of a row in the preview, and preview the file again',
    description: 'To fix rows of an import that was committed, preview them again with `retry`.',
    access: 'users:write',
    params: ImportRowParams,
    body: FixImportRow,
    status: 200,
    response: ImportRowDetail,
    errors: ['not_found', 'import_settled', 'file_invalid'],
  }),
  errorsCsv: endpoint({
    method: 'GET',
    path: '/user-imports/:id/errors.csv',
    summary: 'Download the failed rows with the reason in an extra column, to fix and upload again',
    access: 'users:read',
    params: IdParams,
    status: 200,
    contentType: 'text/csv',
    errors: notFound,
  }),
  commit: endpoint({
    method: 'POST',
    path: '/user-imports/:id/commit',
    isBulk: true,
    summary: 'Run the import as previewed, as a job',
    description:
      'Committing twice has the same effect as committing once. `import_outdated` means that users, groups or seats have changed and the preview no longer applies. Preview again (`PATCH` with an empty body), then commit.',
    access: 'users:write',
    params: IdParams,
    body: CommitImport,
    status: 202,
    response: UserImport,
    errors: [
      'not_found',
      'import_outdated',
      'import_settled',
      'seat_limit_reached',
      'forbidden',
      'scope_not_held',
    ],
  }),
  retry: endpoint({
    method: 'POST',
    path: '/user-imports/:id/retry',
    isBulk: true,
    summary: 'Preview the failed rows as an import of their own, to fix them there',
    description:
      'Possible from the commit on, also while the other rows are imported. Users who exist by then are changed. The first import stays as it is.',
    access: 'users:write',
    params: IdParams,
    status: 201,
    response: UserImport,
    errors: ['not_found', 'import_settled', 'file_invalid'],
  }),
  undo: endpoint({
    method: 'POST',
    path: '/user-imports/:id/undo',
    isBulk: true,
    summary: 'Undo an import, as a job',
    description:
      'Possible once, within a day of its end. Removes the users that it added, with their invitations, and frees their seats; changes back the users that it changed; deletes the groups that it created and that are empty then. Users who have activated, or were changed or removed since, stay as they are. E-mails that were sent cannot be called back.',
    access: 'users:write',
    params: IdParams,
    status: 202,
    response: UserImport,
    errors: ['not_found', 'not_undoable', 'forbidden', 'scope_not_held'],
  }),
  cancel: endpoint({
    method: 'DELETE',
    path: '/user-imports/:id',
    summary: 'Stop an import; rows that are done stay done',
    access: 'users:write',
    params: IdParams,
    status: 204,
    errors: ['not_found', 'import_settled'],
  }),
});
