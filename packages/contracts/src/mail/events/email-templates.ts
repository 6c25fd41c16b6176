import * as z from 'zod';
import { EmailTemplateKey } from '../../catalogue.ts';
import type { ChangesByType } from '../../kit/event-changes.ts';
import { Locale } from '../../kit/primitives.ts';

const switched = z.object({ template: EmailTemplateKey });
const written = switched.extend({ locale: Locale, version: z.int() });

/** What the events of e-mail texts tell. */
export const emailTemplatesEvents = {
  'email_template.saved': written,
  'email_template.restored': written,
  'email_template.reset': written,
  'email_template.enabled': switched,
  'email_template.disabled': switched,
} satisfies ChangesByType;
