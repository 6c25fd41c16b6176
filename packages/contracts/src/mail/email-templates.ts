import * as z from 'zod';
import { EmailTemplateKey } from '../catalogue.ts';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import {
  EmailAddress,
  Id,
  Locale,
  PageQuery,
  PersonName,
  pageOf,
  storedText,
  Timestamp,
} from '../kit/primitives.ts';

/** Largest subject and body of a template, in characters. */
export const templateLimits = { subject: 200, body: 100_000 } as const;

/** A `{{ variable }}` a template may use. */
export const TemplateVariable = z
  .object({
    name: z.string().meta({ example: 'user.first_name' }),
    description: z.string(),
    example: z.string(),
    isRequired: z.boolean(),
    kind: z.enum(['text', 'link', 'lines']).meta({
      description: 'A `link` can be the whole target of a link; `lines` can contain line breaks.',
    }),
  })
  .meta({ id: 'TemplateVariable' });
export type TemplateVariable = z.output<typeof TemplateVariable>;

const Audience = z.enum(['users', 'admins']);

/** One template in one language, as in the list. */
export const EmailTemplateSummary = z
  .object({
    key: EmailTemplateKey,
    locale: Locale,
    name: z.string(),
    description: z.string(),
    audience: Audience,
    isCustomised: z.boolean(),
    customisedLocales: z.array(Locale),
    isEnabled: z.boolean(),
    canDisable: z.boolean(),
    isEditable: z.boolean().meta({
      description: "False for security e-mails: they carry the installation's own text, never the account's.",
    }),
    subject: z.string(),
    updatedAt: Timestamp.nullable(),
  })
  .meta({ id: 'EmailTemplateSummary' });
export type EmailTemplateSummary = z.output<typeof EmailTemplateSummary>;

/** One template in one language: the account's own text, or the built-in default. */
export const EmailTemplate = EmailTemplateSummary.extend({
  body: z.string().meta({ description: 'Restricted HTML with `{{ variables }}`.' }),
  defaultSubject: z.string(),
  defaultBody: z.string(),
  variables: z.array(TemplateVariable),
  version: z.int().meta({ description: '0 before the first change; send it back as `expectedVersion`.' }),
  updatedBy: z.object({ id: Id.nullable(), name: z.string() }).nullable(),
}).meta({ id: 'EmailTemplate' });
export type EmailTemplate = z.output<typeof EmailTemplate>;

/** An earlier text of the account. A `reset` went back to the default and has no text. */
export const EmailTemplateVersion = z
  .object({
    version: z.int(),
    change: z.enum(['saved', 'restored', 'reset']),
    restoredVersion: z.int().nullable(),
    subject: z.string(),
    createdAt: Timestamp,
    createdBy: z.object({ id: Id.nullable(), name: z.string() }),
  })
  .meta({ id: 'EmailTemplateVersion' });
export type EmailTemplateVersion = z.output<typeof EmailTemplateVersion>;

const Text = storedText;

export const SaveEmailTemplate = z.strictObject({
  subject: Text(templateLimits.subject).min(1),
  body: Text(templateLimits.body).min(1),
  expectedVersion: z.int().min(0).optional(),
});
export type SaveEmailTemplate = z.output<typeof SaveEmailTemplate>;

export const PreviewEmailTemplate = z.strictObject({
  subject: Text(templateLimits.subject).optional(),
  body: Text(templateLimits.body).optional(),
  userId: Id.optional().meta({ description: 'Whose data to show. Without it, an example.' }),
  recipient: z
    .strictObject({
      email: EmailAddress.optional(),
      firstName: PersonName.optional(),
      lastName: PersonName.optional(),
      groupIds: z.array(Id).max(100).optional(),
    })
    .optional()
    .meta({ description: 'A person who has not been added yet.' }),
});
export type PreviewEmailTemplate = z.output<typeof PreviewEmailTemplate>;

/** A problem that e-mail clients will have with the template, but not an error. */
export const TemplateWarning = z
  .object({ code: z.enum(['too_large', 'poor_contrast', 'link_only_in_picture']), detail: z.string() })
  .meta({ id: 'TemplateWarning' });

export const EmailPreview = z
  .object({
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    locale: Locale,
    warnings: z.array(TemplateWarning),
  })
  .meta({ id: 'EmailPreview' });
export type EmailPreview = z.output<typeof EmailPreview>;

export const TestEmailTemplate = z.strictObject({
  subject: Text(templateLimits.subject).optional(),
  body: Text(templateLimits.body).optional(),
});
export type TestEmailTemplate = z.output<typeof TestEmailTemplate>;

const KeyParams = z.object({ key: EmailTemplateKey });
const VersionParams = KeyParams.extend({ version: z.coerce.number().int().min(1).max(1_000_000_000) });
const InLocale = z.strictObject({
  locale: Locale.optional().meta({ description: "Without it, the account's language is used." }),
});

export const emailTemplates = endpoints('emailTemplates', {
  list: endpoint({
    method: 'GET',
    path: '/email-templates',
    summary: 'List the e-mails the account sends',
    access: 'email_templates:read',
    query: InLocale,
    status: 200,
    response: z.object({ data: z.array(EmailTemplateSummary) }),
    errors: [],
  }),
  get: endpoint({
    method: 'GET',
    path: '/email-templates/:key',
    summary: 'Get the text of an e-mail in one language, its default and its variables',
    access: 'email_templates:read',
    params: KeyParams,
    query: InLocale,
    status: 200,
    response: EmailTemplate,
    errors: ['not_found'],
  }),
  save: endpoint({
    method: 'PUT',
    path: '/email-templates/:key',
    summary: "Save the account's own text of an e-mail",
    description:
      'The text is checked first. Every problem is an entry of `errors` with its position. Unknown tags and attributes are removed before the text is stored.',
    access: 'email_templates:write',
    params: KeyParams,
    query: InLocale,
    body: SaveEmailTemplate,
    status: 200,
    response: EmailTemplate,
    errors: ['not_found', 'email_not_editable', 'template_invalid', 'version_conflict'],
  }),
  reset: endpoint({
    method: 'DELETE',
    path: '/email-templates/:key',
    summary: 'Go back to the default text',
    access: 'email_templates:write',
    params: KeyParams,
    query: InLocale,
    status: 204,
    errors: ['not_found', 'email_not_editable'],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/email-templates/:key',
    summary: 'Turn an e-mail on or off, if `canDisable` is true',
    access: 'email_templates:write',
    params: KeyParams,
    body: z.strictObject({ isEnabled: z.boolean() }),
    status: 200,
    response: EmailTemplate,
    errors: ['not_found', 'email_always_sent'],
  }),
  listVersions: endpoint({
    method: 'GET',
    path: '/email-templates/:key/versions',
    summary: 'List earlier texts, newest first',
    access: 'email_templates:read',
    params: KeyParams,
    query: PageQuery.extend({
      sort: z.literal('-createdAt').default('-createdAt'),
      locale: Locale.optional(),
    }),
    status: 200,
    response: pageOf(EmailTemplateVersion),
    errors: ['not_found', 'cursor_invalid'],
  }),
  getVersion: endpoint({
    method: 'GET',
    path: '/email-templates/:key/versions/:version',
    summary: 'Get an earlier text',
    access: 'email_templates:read',
    params: VersionParams,
    query: InLocale,
    status: 200,
    response: EmailTemplateVersion.extend({ body: z.string() }),
    errors: ['not_found'],
  }),
  restoreVersion: endpoint({
    method: 'POST',
    path: '/email-templates/:key/versions/:version/restore',
    summary: 'Make an earlier text the current one again',
    access: 'email_templates:write',
    params: VersionParams,
    query: InLocale,
    status: 200,
    response: EmailTemplate,
    errors: ['not_found', 'email_not_editable', 'template_invalid'],
  }),
  preview: endpoint({
    method: 'POST',
    path: '/email-templates/:key/preview',
    summary: 'Render a text with a user’s data, without saving it',
    access: 'email_templates:read',
    params: KeyParams,
    query: InLocale,
    body: PreviewEmailTemplate,
    status: 200,
    response: EmailPreview,
    errors: ['not_found', 'email_not_editable', 'template_invalid'],
  }),
  test: endpoint({
    method: 'POST',
    path: '/email-templates/:key/test',
    summary: 'Send yourself a test e-mail; its link does not work',
    access: 'email_templates:write',
    params: KeyParams,
    query: InLocale,
    body: TestEmailTemplate,
    status: 202,
    location: '/emails',
    response: z.object({ to: z.string() }),
    errors: ['not_found', 'email_not_editable', 'template_invalid', 'too_many_attempts'],
  }),
});
