/** The notice period before a deprecated part of the API is removed, in days. */
export const noticeDays = 180;

/** What stays stable in version 1, and how other changes are announced. The guide describes the same. */
export const changePolicy = {
  version: 'v1',
  guide: 'docs/guides/changes.md',
  stable: [
    'paths and methods',
    'permissions an endpoint needs',
    'request fields and their meaning',
    'response fields, their types and their meaning',
    'success statuses',
    'error codes, their statuses and their meaning',
    'event types and the fields of their data',
    'headers of this document',
  ],
  mayBeAddedWithoutNotice: [
    'endpoints',
    'optional request fields, parameters and headers',
    'response fields and headers',
    'values of enumerations in responses',
    'event types',
    'error codes of an endpoint',
    'permissions',
  ],
  notStable: [
    'texts for people: `title`, `detail`, descriptions',
    'the order of fields',
    'what a cursor or an id looks like inside',
    'quotas of rate limits',
    'endpoints under `mailbox` and `operation`',
  ],
  deprecation: {
    noticeDays,
    headers: {
      Deprecation: 'RFC 9745: since when, as `@` and seconds since 1970',
      Sunset: 'RFC 8594: when it ends, as an HTTP date',
      Link: '`rel="deprecation"`: the change policy; `rel="successor-version"`: what replaces it',
    },
    document: '`deprecated: true`, `x-deprecated-since`, `x-sunset` and `x-replacement` on the operation',
    changelog: 'CHANGELOG.md',
  },
} as const;
