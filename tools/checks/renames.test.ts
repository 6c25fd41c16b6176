import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

// The old names of files, exports and handles, each with the name that took its place: none comes back.

const root = path.resolve(import.meta.dirname, '../..');
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', '*.ts', '*.tsx', '*.mjs'], {
  cwd: root,
})
  .toString()
  .split('\n')
  .filter((file) => file !== '' && !file.startsWith('tools/checks/') && existsSync(path.join(root, file)));
const texts = files.map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));

/** Old files by the end of their path. */
const renamedFiles: Readonly<Record<string, string>> = {
  'platform/select.ts': 'db/driver.ts',
  'platform/statements.ts': 'db/pipeline.ts',
  'platform/pagination.ts': 'db/keyset.ts',
  'platform/sql.ts': 'db/sql.ts, db/rows.ts',
  'platform/account-context.ts': 'context/account-context.ts',
  'platform/caller.ts': 'context/on-behalf.ts',
  'platform/callers.ts': 'http/access/caller-cache.ts',
  'platform/attempts.ts': 'rate-limits/attempt-limits.ts',
  'platform/statistics.ts': 'db/auto-analyze.ts',
  'platform/tell-admins.ts': 'outgoing/notify-admins.ts',
  'platform/outgoing.ts': 'outgoing/outgoing.ts',
  'platform/idle-memory.ts': 'idle-gc.ts',
  'transports/pace.ts': 'throttle.ts',
  'users/add/together.ts': 'batcher.ts',
  'users/add/seated.ts': 'add-within-seats.ts',
  'users/many/targets.ts': 'users/bulk/targets.ts',
  'bulk-operations/act.ts': 'apply.ts',
  'user-imports/look/evaluate.ts': 'validate/row.ts',
  'user-imports/look/preview.ts': 'validate/preview.ts',
  'user-imports/look/world.ts': 'validate/account-snapshot.ts',
  'user-imports/look/first-seen.ts': 'validate/duplicates.ts',
  'user-imports/look/suggest.ts': 'validate/suggest-domain.ts',
  'user-imports/read/nature.ts': 'read/csv-dialect.ts',
  'user-imports/read/separator.ts': 'read/csv-dialect.ts',
  'user-imports/read/fields.ts': 'read/parse-row.ts',
  'user-imports/read/words.ts': 'read/header-words.ts',
  'user-imports/run/portion.ts': 'run/chunk.ts',
  'emails/sending/gate.ts': 'backpressure.ts',
  'emails/sending/gather.ts': 'build-batches.ts',
  'emails/sending/settle.ts': 'record-results.ts',
  'sending/conclude.ts': 'finish-attempt.ts',
  'emails/note-report.ts': 'apply-provider-event.ts',
  'webhook-endpoints/post-again.ts': 'replay.ts',
  'groups/create-many.ts': 'create-groups.ts',
  'invitations/write.ts': 'insert.ts',
  'ui/Answered.tsx': 'QueryView.tsx',
  'ui/Gone.tsx': 'NotFound.tsx',
  'ui/use-asked.ts': 'use-dialog-target.ts',
  '/SecretOnce.tsx': 'OneTimeSecret.tsx',
  '/KeyOnce.tsx': 'CreatedKey.tsx',
  '/telling-fetch.ts': 'progress-fetch.ts',
  'platform/filled.ts': 'theme/button-fill.ts',
  'addresses/look.ts': 'address-state.ts',
  '/BulkOutlook.tsx': 'BulkSummary.tsx',
  '/use-followed.ts': 'use-recent-operations.ts',
  '/ReminderOutlook.tsx': 'ReminderSummary.tsx',
  '/use-shown.ts': 'use-row-filter.ts',
  'body/kept.ts': 'lossless.ts',
  '/use-chip-look.ts': 'use-chip-style.ts',
  '/ActivationEnd.tsx': 'ActivationResult.tsx',
  '/FreshLink.tsx': 'RequestNewLink.tsx',
  '/use-way-back.ts': 'use-return-path.ts',
  '/use-sentence.tsx': 'use-notification-text.tsx',
  '/use-found.tsx': 'use-search-results.tsx',
  '/use-places.tsx': 'use-page-actions.tsx',
  'test/world.ts': 'given.ts',
  'e2e/world.ts': 'given.ts',
  'test/asked.ts': 'recorded-statements.ts',
  'tools/openapi-promises.ts': 'openapi/surface.ts',
  'tools/tie-to-parent.mjs': 'start/exit-with-parent.mjs',
  'bench/many.ts': 'bench/bulk.ts',
};

/** Old exports. A path in front is the only place where the name is gone: elsewhere it means something else. */
const renamedExports: Readonly<Record<string, string>> = {
  Select: 'Query',
  Write: 'SqlTransaction',
  Statements: 'SqlConnection',
  runStatements: 'runPipelined',
  recordset: 'unnestRows',
  idRows: 'unnestIds',
  Encoded: 'EncodedRows',
  'apps/api/src/platform/ Columns': 'RowSpec',
  writeTogether: 'sharedSqlTransaction',
  Caller: 'StoredCaller',
  callerOf: 'storedCallerOf',
  contextOfCaller: 'contextOnBehalfOf',
  Callers: 'CallerCache',
  openCallers: 'createCallerCache',
  Statistics: 'AutoAnalyze',
  openStatistics: 'startAutoAnalyze',
  tellAdmins: 'notifyAdmins',
  ToldEvent: 'NotifiableEvent',
  wave: 'burst',
  collectNothing: 'emptyCollection',
  tidyWhenIdle: 'collectGarbageWhenIdle',
  defuse: 'escapeFormula',
  KeptEvent: 'PendingEvent',
  Answered: 'StoredResponse, QueryView',
  answerOnce: 'runIdempotently',
  OnceCall: 'IdempotentCall',
  answersKeptMs: 'responseRetentionMs',
  layOut: 'renderLayout',
  dressBody: 'styleBody',
  Pace: 'Throttle',
  openPace: 'createThrottle',
  addTogether: 'addBatched',
  AddCall: 'AddRequest',
  addSeated: 'addWithinSeats',
  sortOut: 'splitExisting, partition',
  Wanted: 'Candidate',
  'apps/api/src/features/ Added': 'AddResult',
  Target: 'LockedUser',
  act: 'applyAction',
  Deed: 'BulkTask',
  Item: 'BulkItem',
  Evaluated: 'ValidatedRow',
  evaluateRow: 'validateRow',
  previewAgain: 'revalidate',
  World: 'AccountSnapshot, Given',
  openWorld: 'loadSnapshot',
  createWorld: 'createGiven',
  'apps/api/src/features/ lookUp': 'loadUsersOf',
  findHolders: 'findByExternalId',
  FirstSeen: 'Duplicates',
  openFirstSeen: 'trackDuplicates',
  openSuggestions: 'createSuggester',
  FileNature: 'CsvDialect',
  findNature: 'detectDialect',
  findSeparator: 'detectSeparator',
  Wish: 'ParsedRow',
  readWish: 'parseRow',
  RowFault: 'RowErrorCode',
  plain: 'normalise',
  readKept: 'readStoredRows',
  Portion: 'ImportChunk',
  openPortion: 'openChunk',
  runPortion: 'runChunk',
  abandonRow: 'giveUpRow',
  Gate: 'Backpressure',
  openGate: 'createBackpressure',
  gatherEmails: 'buildBatches',
  Settlement: 'SendResult',
  settle: 'recordResults',
  writeSettlements: 'writeResults',
  SettledEmail: 'FinishedEmail',
  concludeAttempt: 'finishAttempt',
  Open: 'PendingEmail',
  noteReport: 'applyProviderEvent',
  noteLateReports: 'applyLateProviderEvents',
  keptDays: 'retentionDays',
  inOrder: 'sortByName',
  writeNew: 'insertInvitations',
  writeRenewed: 'renewInvitations',
  ownText: 'customText',
  footOf: 'footerOf',
  settleSignIns: 'waitForCallerCaches',
  Gone: 'NotFound',
  useAsked: 'useDialogTarget',
  AskedAction: 'PendingAction',
  AskedBulk: 'PendingBulk',
  SecretOnce: 'OneTimeSecret',
  KeyOnce: 'CreatedKey',
  tellingFetch: 'fetchWithProgress',
  isGone: 'isDeleted',
  filledFor: 'buttonFill',
  Look: 'AddressState',
  lookOf: 'addressState',
  BulkOutlook: 'BulkSummary',
  useFollowed: 'useRecentOperations',
  ReminderOutlook: 'ReminderSummary',
  outlookOf: 'reminderSummary',
  useShown: 'useRowFilter',
  Shown: 'RowFilter',
  isKept: 'isLossless',
  ChipLook: 'ChipStyle',
  useChipLook: 'useChipStyle',
  ActivationEnd: 'ActivationResult',
  FreshLink: 'RequestNewLink',
  useWayBack: 'useReturnPath',
  useSentence: 'useNotificationText',
  useFound: 'useSearchResults',
  usePlaces: 'usePageActions',
  askedBy: 'statementsOf',
  promisesOf: 'surfaceOf',
  brokenPromises: 'breakingChanges',
};

/** Old handles, functions inside a file and properties, as they appear in code. */
const renamedInCode: readonly [old: RegExp, renamed: string][] = [
  [/\bctx\.select\b/, 'ctx.query'],
  [/\b(ctx|deps)\.lookUp\b/, 'queryByKey'],
  [/\bctx\.write\(/, 'ctx.sqlTransaction'],
  [/\btx\.send\(/, 'tx.pipeline'],
  [/\bdeps\.callers\b/, 'deps.callerCache'],
  [/\bdeps\.statistics\b/, 'deps.autoAnalyze'],
  [/\bapi\.world\b/, 'api.given'],
  [/\.recall\(/, 'getOrLoad'],
  [/\.forgetAll\(/, 'invalidateAll'],
  [/\.forgive\(/, 'reset'],
  [/\bopenTurns\b/, 'limitConcurrencyByKey'],
  [/\bnoteWrite\b/, 'onWrite'],
  [/\btellOf\b/, 'notificationMails'],
  [/\bopenLook\b/, 'createValidator'],
  [/\bsettlePortion\b/, 'recordChunk'],
  [/\buntilClear\b/, 'untilReady'],
  [/\bgatherBatch\b/, 'buildBatch'],
  [/<Answered\b/, 'QueryView'],
  [/<Gone\b/, 'NotFound'],
];

test('no file has its old name', () => {
  const faults = files.flatMap((file) =>
    Object.entries(renamedFiles)
      .filter(([old]) => `/${file}`.endsWith(old.startsWith('/') ? old : `/${old}`))
      .map(([, renamed]) => `${file}: is ${renamed} now`),
  );
  expect(faults).toEqual([]);
});

test('no export has its old name', () => {
  const exported =
    /^export (?:abstract )?(?:async )?(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm;
  const faults = texts.flatMap(({ file, text }) =>
    [...text.matchAll(exported)].flatMap(({ 1: name = '', index }) =>
      Object.entries(renamedExports)
        .filter(([old]) => {
          const [only, found] = old.includes(' ') ? old.split(' ') : ['', old];
          return found === name && file.startsWith(only ?? '');
        })
        .map(
          ([, renamed]) => `${file}:${text.slice(0, index).split('\n').length}: ${name} is ${renamed} now`,
        ),
    ),
  );
  expect(faults).toEqual([]);
});

test('nothing in code has its old name', () => {
  const faults = texts.flatMap(({ file, text }) =>
    text
      .split('\n')
      .flatMap((line, at) =>
        renamedInCode
          .filter(([old]) => old.test(line))
          .map(([old, renamed]) => `${file}:${at + 1}: ${old.exec(line)?.[0]} is ${renamed} now`),
      ),
  );
  expect(faults).toEqual([]);
});
