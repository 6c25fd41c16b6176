import * as z from 'zod';
import { type ErrorCode, errorCodes } from './catalogue.ts';

/**
 * One invalid field in a request: `pointer` is a JSON pointer (RFC 6901) into the body, or `#query/<name>`.
 */
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
    errors: z.array(FieldError).optional().meta({ description: 'The invalid fields, the first hundred.' }),
    moreErrors: z.int().optional().meta({ description: 'How many further fields are invalid.' }),
    count: z
      .int()
      .optional()
      .meta({ description: 'With `selection_changed`: how many users the filter finds now.' }),
    userId: z.string().optional().meta({ description: 'With `user_exists`: the user that has the address.' }),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof Problem>;
