import { defineEvents, defineNoun } from '../kit/define-noun.ts';

export const bulkOperationsManifest = defineNoun({
  noun: 'bulk-operations',
  webPath: '/users/operations',
  tag: 'One action on many users.',
  readPermission: 'users:read',
  errors: { not_undoable: 409, selection_changed: 409 },
  events: defineEvents('bulk_operation', ['started', 'finished'], { streams: ['bulk_operations.changed'] }),
  stale: { 'bulk_operations.changed': ['bulkOperations'] },
});
