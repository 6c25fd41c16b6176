import type {
  EmailPreview as EmailPreviewSchema,
  EmailTemplate as EmailTemplateSchema,
  EmailTemplateSummary as EmailTemplateSummarySchema,
} from '@muster/contracts/mail/email-templates';
import type * as z from 'zod';

type Summary = z.input<typeof EmailTemplateSummarySchema>;
type Template = z.input<typeof EmailTemplateSchema>;
type Preview = z.input<typeof EmailPreviewSchema>;

/** The invitation in the list of templates, with its default text. */
export function aTemplateRow(changes: Partial<Summary> = {}): Summary {
  return {
    key: 'invitation',
    locale: 'en',
    name: 'Invitation',
    description: 'Invites a new user to activate their account.',
    audience: 'users',
    isCustomised: false,
    customisedLocales: [],
    isEnabled: true,
    canDisable: false,
    isEditable: true,
    subject: '{{ inviter.name }} invites you',
    updatedAt: null,
    ...changes,
  };
}

const defaultSubject = '{{ inviter.name }} invites you';
const defaultBody = [
  '<p>Hello {{ user.first_name }},</p>',
  '<p><a data-button href="{{ activation_url }}">Activate my account</a></p>',
].join('\n');

/** The invitation's text with its variables. */
export function aTemplate(changes: Partial<Template> = {}): Template {
  return {
    ...aTemplateRow(),
    subject: defaultSubject,
    body: defaultBody,
    defaultSubject,
    defaultBody,
    version: 0,
    updatedBy: null,
    variables: [
      { name: 'user.first_name', description: 'First name', example: 'Ada', isRequired: false, kind: 'text' },
      {
        name: 'inviter.name',
        description: 'Who invites',
        example: 'Grace Hopper',
        isRequired: false,
        kind: 'text',
      },
      {
        name: 'activation_url',
        description: 'Activation link',
        example: 'https://muster.test/activate#token',
        isRequired: true,
        kind: 'link',
      },
    ],
    ...changes,
  };
}

/** A rendered e-mail. */
export function aPreview(changes: Partial<Preview> = {}): Preview {
  return {
    subject: 'Grace Hopper invites you',
    html: '<html><body><p>Hello Ada,</p></body></html>',
    text: 'Hello Ada,',
    locale: 'en',
    warnings: [],
    ...changes,
  };
}
