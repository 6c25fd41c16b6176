import type { CallResult } from '@muster/contracts/kit/endpoint';
import type { emailTemplates } from '@muster/contracts/mail/email-templates';
import type { RowOf } from '../../../platform/api/query.ts';

/** One kind of mail in the list. */
export type TemplateRow = CallResult<typeof emailTemplates.list>['data'][number];

/** One kind of mail in a language, with its text. */
export type Template = CallResult<typeof emailTemplates.get>;

/** A `{{ variable }}` of a mail. */
export type Variable = Template['variables'][number];

/** An earlier text of a mail, as the history lists it. */
export type TemplateVersion = RowOf<typeof emailTemplates.listVersions>;

/** What a person writes: the rest of a mail is the account's frame. */
export interface TemplateText {
  readonly subject: string;
  readonly body: string;
}
