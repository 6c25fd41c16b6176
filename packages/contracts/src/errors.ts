import * as z from 'zod';

/** Every error code the API answers with, and its HTTP status. Codes never change their meaning. */
export const errorStatus = {
  validation_failed: 400,
  malformed_json: 400,
  cursor_invalid: 400,
  unauthenticated: 401,
  api_key_expired: 401,
  credentials_invalid: 401,
  webhook_signature_invalid: 401,
  forbidden: 403,
  network_not_allowed: 403,
  cross_site_request: 403,
  sign_up_closed: 403,
  mailbox_disabled: 403,
  not_found: 404,
  invitation_not_found: 404,
  address_suppressed: 409,
  already_active: 409,
  email_always_sent: 409,
  email_not_retryable: 409,
  group_exists: 409,
  idempotency_in_progress: 409,
  import_outdated: 409,
  import_settled: 409,
  invitation_settled: 409,
  last_owner: 409,
  not_undoable: 409,
  seat_limit_reached: 409,
  selection_changed: 409,
  too_many_api_keys: 409,
  too_many_views: 409,
  too_many_webhook_endpoints: 409,
  user_deactivated: 409,
  user_exists: 409,
  version_conflict: 409,
  view_exists: 409,
  webhook_endpoint_disabled: 409,
  invitation_expired: 410,
  invitation_revoked: 410,
  invitation_superseded: 410,
  invitation_used: 410,
  reset_link_invalid: 410,
  payload_too_large: 413,
  unsupported_media_type: 415,
  file_invalid: 422,
  group_not_found: 422,
  idempotency_key_reused: 422,
  logo_invalid: 422,
  password_weak: 422,
  scope_not_held: 422,
  template_invalid: 422,
  webhook_url_refused: 422,
  rate_limited: 429,
  too_many_attempts: 429,
  internal_error: 500,
  service_unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;
export const errorCodes = Object.keys(errorStatus) as ErrorCode[];

/** One invalid place in a request: `pointer` is a JSON pointer (RFC 6901) into the body, or `#query/<name>`. */
export const FieldError = z.object({
  pointer: z.string().meta({ example: '#/email' }),
  detail: z.string(),
  code: z.string().meta({ example: 'invalid_format' }),
  line: z.int().optional().meta({ description: 'The line, counted from 1, in a text of several lines.' }),
  column: z.int().optional().meta({ description: 'The character in that line, counted from 1.' }),
});
export type FieldError = z.output<typeof FieldError>;

/** The error body, `application/problem+json` (RFC 9457). */
export const Problem = z
  .object({
    type: z.url().meta({ description: 'A page that explains the error code.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    code: z.enum(errorCodes as [ErrorCode, ...ErrorCode[]]),
    requestId: z.string(),
    errors: z.array(FieldError).optional(),
    count: z
      .int()
      .optional()
      .meta({ description: 'With `selection_changed`: how many users the filter finds now.' }),
    userId: z.string().optional().meta({ description: 'With `user_exists`: the user that has the address.' }),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof Problem>;
