import * as z from 'zod';
import { FieldError } from '../errors.ts';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { Id, IdParams, PageQuery, pageOf, repeatable, Timestamp } from '../kit/primitives.ts';
import { OnSeatLimit, StopReason } from './user.ts';
import { fileColumns } from './user-fields.ts';

/** Add new users; also update existing ones; or only update. */
export const ImportMode = z.enum(['add', 'add_and_update', 'update']);
export type ImportMode = z.output<typeof ImportMode>;

/** The fields a column can map to. Several columns can map to groups. */
export const ImportField = z.enum(Object.keys(fileColumns) as (keyof typeof fileColumns)[]);
export type ImportField = z.output<typeof ImportField>;

export const ImportStatus = z.enum(['previewed', 'queued', 'running', 'done', 'cancelled']);
export type ImportStatus = z.output<typeof ImportStatus>;

export const ImportColumn = z
  .object({
    index: z.int().meta({ description: 'The position in the file, counted from 0.' }),
    header: z.string(),
    field: ImportField.nullable().meta({ description: 'Null if the column is ignored.' }),
    samples: z.array(z.string()).meta({ description: 'The first few values.' }),
  })
  .meta({ id: 'ImportColumn' });
export type ImportColumn = z.output<typeof ImportColumn>;

export const UserImport = z
  .object({
    id: Id,
    status: ImportStatus,
    fileName: z.string(),
    encoding: z.enum(['utf-8', 'windows-1252']),
    separator: z.enum(['comma', 'semicolon', 'tab']),
    mode: ImportMode,
    columns: z.array(ImportColumn),
    total: z.int().meta({ description: 'Rows of the file, without the header.' }),
    counts: z
      .object({ create: z.int(), update: z.int(), skip: z.int(), error: z.int() })
      .meta({ description: 'What the commit will do, or has done.' }),
    seats: z.object({ needed: z.int(), available: z.int().nullable() }),
    groupsToCreate: z.array(z.string()),
    invitations: z.int().meta({ description: 'E-mails that would be sent with `sendInvitations`.' }),
    suggestions: z.int().meta({ description: 'Addresses that look like typing errors.' }),
    progress: z.object({ done: z.int(), total: z.int() }),
    options: z
      .object({ sendInvitations: z.boolean(), onSeatLimit: OnSeatLimit, createGroups: z.boolean() })
      .nullable()
      .meta({ description: 'The options it was committed with.' }),
    stopReason: StopReason,
    createdBy: z.object({ id: Id.nullable(), name: z.string() }),
    createdAt: Timestamp,
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'UserImport' });
export type UserImport = z.output<typeof UserImport>;

export const ImportOutcome = z.enum(['create', 'update', 'skip', 'error']);
export type ImportOutcome = z.output<typeof ImportOutcome>;

export const ImportRow = z
  .object({
    line: z.int().meta({ description: 'The line of the file on which the row starts, counted from 1.' }),
    outcome: ImportOutcome,
    email: z.string().nullable(),
    name: z.string(),
    userId: Id.nullable(),
    changes: z
      .record(z.string(), z.object({ from: z.unknown(), to: z.unknown() }))
      .meta({ description: 'What the row sets, e.g. `{ "role": { "from": "member", "to": "admin" } }`.' }),
    errors: z.array(FieldError.pick({ detail: true, code: true }).extend({ field: ImportField.nullable() })),
    suggestion: z.string().nullable().meta({ description: 'The address that was probably meant.' }),
  })
  .meta({ id: 'ImportRow' });
export type ImportRow = z.output<typeof ImportRow>;

export const ListImports = PageQuery.extend({
  sort: z.enum(['createdAt', '-createdAt']).default('-createdAt'),
});
export type ListImports = z.output<typeof ListImports>;

export const ListImportRows = PageQuery.extend({
  sort: z.literal('line').default('line'),
  outcome: repeatable(ImportOutcome),
  suggested: z.enum(['true', 'false']).optional(),
});
export type ListImportRows = z.output<typeof ListImportRows>;

export const UploadImport = z.object({ mode: ImportMode.default('add') });
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
    summary: 'Upload a CSV file of users and preview what it would do',
    description:
      'At most 20 MB, 100,000 rows of 100,000 characters, 200 columns and 10,000 characters in a cell, in UTF-8 or Windows-1252, separated by commas, semicolons or tabs. Muster detects the encoding and the separator. Nothing changes before the commit.',
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
