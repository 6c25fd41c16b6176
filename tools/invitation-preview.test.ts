import { expect, test } from 'vitest';
import de from '../apps/api/src/platform/email/templates/de.json' with { type: 'json' };
import en from '../apps/api/src/platform/email/templates/en.json' with { type: 'json' };
import previewDe from '../apps/web/src/features/users/messages/de.json' with { type: 'json' };
import previewEn from '../apps/web/src/features/users/messages/en.json' with { type: 'json' };

/** The words of a text without what is filled in. */
function words(text: string): string {
  return text
    .replace(/\{count, plural, =0 \{\} other \{(.*?\{groups\})\}\}/g, '$1')
    .replace(/<[^>]+>|\{%.*?%\}|\{\{.*?\}\}|\{\w+\}/g, ' ')
    .replace(/[\s.,]+/g, ' ')
    .trim();
}

test.each([
  ['English', en.invitation, previewEn.invitationMail],
  ['German', de.invitation, previewDe.invitationMail],
])('the preview on Add users says what the mail says, in %s', (_, mail, preview) => {
  const body = words(mail.body.join(' '));
  expect(words(preview.subject)).toBe(words(mail.subject));
  for (const part of [preview.heading, preview.greeting, preview.text, preview.password, preview.button]) {
    expect(body).toContain(words(part));
  }
});
