import { defineEvents, defineNoun } from '../kit/define-noun.ts';

export const userImportsManifest = defineNoun({
  noun: 'user-imports',
  webPath: '/users/import',
  tag: 'Adding and changing users from a spreadsheet.',
  readPermission: 'users:read',
  errors: { import_outdated: 409, import_settled: 409, file_invalid: 422 },
  events: defineEvents('user_import', ['started', 'finished', 'undo_started', 'undone'], {
    streams: ['user_imports.changed'],
  }),
  stale: { 'user_imports.changed': ['userImports'] },
});
