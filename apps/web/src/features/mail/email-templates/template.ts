import type { CallResult } from '@muster/contracts/kit/endpoint';
import type { emailTemplates } from '@muster/contracts/mail/email-templates';
import type { RowOf } from '../../../platform/api/query.ts';

/** One template in the list. */
export type TemplateRow = CallResult<typeof emailTemplates.list>['data'][number];

/** One template in one language, with its text. */
export type Template = CallResult<typeof emailTemplates.get>;

/** A `{{ variable }}` of an e-mail. */
export type Variable = Template['variables'][number];

/** An earlier version of a template, as the history lists it. */
export type TemplateVersion = RowOf<typeof emailTemplates.listVersions>;

/** The editable part of an e-mail; the rest is the account's layout. */
export interface TemplateText {
  readonly subject: string;
  readonly body: string;
}
