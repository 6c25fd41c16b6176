import * as z from 'zod';
import { FieldError } from '../errors.ts';
import { Id, IdParams, storedText, Timestamp } from '../kit/primitives.ts';
import { OnSeatLimit, StopReason } from './user.ts';
import { fileColumns } from './user-fields.ts';

/** Add new users; also update existing ones; or only update. */
export const ImportMode = z.enum(['add', 'add_and_update', 'update']);
export type ImportMode = z.output<typeof ImportMode>;

/** The fields a column can map to. Several columns can map to groups. */
export const ImportField = z.enum(Object.keys(fileColumns) as (keyof typeof fileColumns)[]);
export type ImportField = z.output<typeof ImportField>;

export const ImportStatus = z.enum([
  'previewed',
  'queued',
  'running',
  'done',
  'cancelled',
  'undoing',
  'undone',
]);
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
    format: z.enum(['csv', 'xlsx', 'html', 'xml']).meta({
      description: '`html` and `xml` are what exports named `.xls` often are.',
    }),
    encoding: z.enum(['utf-8', 'windows-1252', 'utf-16le', 'utf-16be']),
    separator: z.enum(['comma', 'semicolon', 'tab', 'pipe']).meta({
      description: 'Between the cells of a CSV file, and of the files of failed rows.',
    }),
    sheets: z
      .array(z.string())
      .meta({ description: 'The visible sheets of a workbook.', example: ['People', 'Notes'] }),
    sheet: z.string().nullable().meta({ description: 'The sheet that was read.', example: 'People' }),
    mode: ImportMode,
    columns: z.array(ImportColumn),
    columnsRemembered: z.boolean().meta({
      description:
        'Whether the columns are read as somebody of the account chose for an earlier file with these names.',
    }),
    total: z.int().meta({ description: 'Rows of the file, without the header.' }),
    counts: z
      .object({ create: z.int(), update: z.int(), skip: z.int(), error: z.int() })
      .meta({ description: 'What the commit will do, or has done.' }),
    seats: z.object({ needed: z.int(), available: z.int().nullable() }),
    groupsToCreate: z.array(z.string()),
    invitations: z.int().meta({ description: 'E-mails that would be sent with `sendInvitations`.' }),
    suggestions: z.int().meta({ description: 'Addresses that look like typing errors.' }),
    warnings: z.int().meta({ description: 'Rows of which something is left out.' }),
    progress: z.object({ done: z.int(), total: z.int() }),
    options: z
      .object({ sendInvitations: z.boolean(), onSeatLimit: OnSeatLimit, createGroups: z.boolean() })
      .nullable()
      .meta({ description: 'The options it was committed with.' }),
    stopReason: StopReason,
    canUndo: z.boolean(),
    undo: z
      .object({
        done: z.int().meta({ description: 'Rows taken back: users removed, or changed back.' }),
        kept: z
          .int()
          .meta({ description: 'Rows that stay, because somebody changed or removed the user since.' }),
        groupsDeleted: z.int().meta({ description: 'Groups that the import created and nobody was in.' }),
      })
      .nullable()
      .meta({ description: 'What undoing the import has done so far.' }),
    createdBy: z.object({ id: Id.nullable(), name: z.string() }),
    createdAt: Timestamp,
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'UserImport' });
export type UserImport = z.output<typeof UserImport>;

export const ImportOutcome = z.enum(['create', 'update', 'skip', 'error']);
export type ImportOutcome = z.output<typeof ImportOutcome>;

const RowNote = FieldError.pick({ detail: true, code: true }).extend({ field: ImportField.nullable() });

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
    errors: z.array(RowNote),
    warnings: z
      .array(RowNote)
      .meta({ description: 'Cells that are left out; the rest of the row is imported.' }),
    suggestion: z.string().nullable().meta({ description: 'The address that was probably meant.' }),
    undo: z
      .object({
        outcome: z.enum(['done', 'kept']),
        code: z.string().nullable().meta({ example: 'changed_since' }),
        detail: z.string().meta({ example: 'Somebody changed, activated or removed the user since.' }),
      })
      .nullable()
      .meta({ description: 'What undoing the import did with the row, and why it stays.' }),
  })
  .meta({ id: 'ImportRow' });
export type ImportRow = z.output<typeof ImportRow>;

const cell = storedText(10_000);

/** A row with its cells. */
export const ImportRowDetail = ImportRow.extend({
  cells: z
    .array(z.string())
    .meta({ description: 'In the order of the columns.', example: ['ada@example.com'] }),
}).meta({ id: 'ImportRowDetail' });
export type ImportRowDetail = z.output<typeof ImportRowDetail>;

export const ImportRowParams = IdParams.extend({
  line: z.coerce
    .number()
    .int()
    .min(1)
    .max(2_147_483_647)
    .meta({ description: 'The line of the file on which the row starts, counted from 1.' }),
});
export type ImportRowParams = z.output<typeof ImportRowParams>;

export const FixImportRow = z.strictObject({
  cells: z
    .array(cell)
    .min(1)
    .max(200)
    .meta({
      description: 'All cells of the row, in the order of the columns.',
      example: ['ada@example.com', 'Ada'],
    }),
});
export type FixImportRow = z.output<typeof FixImportRow>;
