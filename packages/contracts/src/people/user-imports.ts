import * as z from 'zod';
import { FieldError } from '../errors.ts';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { Id, IdParams, PageQuery, pageOf, repeatable, Timestamp } from '../kit/primitives.ts';
import { OnSeatLimit } from './user.ts';

/** Add who is new; also change who is there already; or only change. */
export const ImportMode = z.enum(['add', 'add_and_update', 'update']);
export type ImportMode = z.output<typeof ImportMode>;

/** What a column of the file can be. Several columns can be groups. */
export const ImportField = z.enum([
  'email',
  'firstName',
  'lastName',
  'name',
  'role',
  'groups',
  'locale',
  'externalId',
]);
export type ImportField = z.output<typeof ImportField>;

export const ImportStatus = z.enum(['previewed', 'queued', 'running', 'done', 'cancelled']);
export type ImportStatus = z.output<typeof ImportStatus>;

export const ImportColumn = z
  .object({
    index: z.int().meta({ description: 'The place in the file, from 0.' }),
    header: z.string(),
    field: ImportField.nullable().meta({ description: 'Null: the column is not read.' }),
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
      .meta({ description: 'What the commit does, or did where it is done.' }),
    seats: z.object({ needed: z.int(), available: z.int().nullable() }),
    groupsToCreate: z.array(z.string()),
    invitations: z.int().meta({ description: 'Mails that would go out with `sendInvitations`.' }),
    suggestions: z.int().meta({ description: 'Addresses that look like typing errors.' }),
    progress: z.object({ done: z.int(), total: z.int() }),
    options: z
      .object({ sendInvitations: z.boolean(), onSeatLimit: OnSeatLimit, createGroups: z.boolean() })
      .nullable()
      .meta({ description: 'How it was committed.' }),
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
    line: z.int().meta({ description: 'The line of the file the row starts at, from 1.' }),
    outcome: ImportOutcome,
    email: z.string().nullable(),
    name: z.string(),
    userId: Id.nullable(),
    changes: z
      .record(z.string(), z.object({ from: z.unknown(), to: z.unknown() }))
      .meta({ description: 'What the row sets, e.g. `{ "role": { "from": "member", "to": "admin" } }`.' }),
    errors: z.array(FieldError.pick({ detail: true, code: true }).extend({ field: ImportField.nullable() })),
    suggestion: z.string().nullable().meta({ description: 'An address that was probably meant.' }),
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
    description: 'What each column is, in the order of the file.',
  }),
});
export type UpdateImport = z.output<typeof UpdateImport>;

export const CommitImport = z.strictObject({
  sendInvitations: z.boolean().default(false),
  onSeatLimit: OnSeatLimit.default('refuse'),
  createGroups: z.boolean().default(true).meta({ description: 'False: nobody joins groups there are not.' }),
});
export type CommitImport = z.output<typeof CommitImport>;

export const TemplateQuery = z.strictObject({ separator: z.enum(['comma', 'semicolon']).default('comma') });

const notFound = ['not_found'] as const;

export const userImports = endpoints('userImports', {
  create: endpoint({
    method: 'POST',
    path: '/user-imports',
    summary: 'Upload a CSV file of users and see what it would do',
    description:
      'At most 20 MB and 100,000 rows; UTF-8 or Windows-1252, separated by commas, semicolons or tabs, found by itself. Nothing is changed before the commit.',
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
    summary: 'Imports of the last 30 days, newest first',
    access: 'users:read',
    query: ListImports,
    status: 200,
    response: pageOf(UserImport),
    errors: ['cursor_invalid'],
  }),
  template: endpoint({
    method: 'GET',
    path: '/user-imports/template.csv',
    summary: 'A file to fill in, with every column an import understands',
    access: 'users:read',
    query: TemplateQuery,
    status: 200,
    contentType: 'text/csv',
    errors: [],
  }),
  get: endpoint({
    method: 'GET',
    path: '/user-imports/:id',
    summary: 'An import: what it would do, how far it is, or what it did',
    access: 'users:read',
    params: IdParams,
    status: 200,
    response: UserImport,
    errors: notFound,
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/user-imports/:id',
    summary: 'Correct what the columns are, or the mode, and see anew what the file would do',
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
    summary: 'The rows of an import, each with what happens to it and why',
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
    summary: 'Only the rows that fail, with the reason in a column more, to be mended and uploaded again',
    access: 'users:read',
    params: IdParams,
    status: 200,
    contentType: 'text/csv',
    errors: notFound,
  }),
  commit: endpoint({
    method: 'POST',
    path: '/user-imports/:id/commit',
    summary: 'Do what the preview showed, as a job',
    description:
      'Committing twice is committing once. `import_outdated` when users, groups or seats changed so that the preview does not hold any more: look again (`PATCH` with an empty body), then commit.',
    access: 'users:write',
    params: IdParams,
    body: CommitImport,
    status: 202,
    response: UserImport,
    errors: ['not_found', 'import_outdated', 'import_settled', 'seat_limit_reached', 'forbidden'],
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
