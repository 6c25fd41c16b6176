import { EmailTemplateKey } from '@muster/contracts/catalogue';
import type { Email, EmailContent } from '@muster/database/client';
import * as z from 'zod';
import type { Secrets } from '../../../../platform/crypto/secrets.ts';
import type { OutgoingMessage } from '../../../../platform/email/transports/transport.ts';

const Texts = z.record(z.string(), z.string());

/**
 * What `emails.sealed` holds: first the template's variables; once the mail is rendered, beside them the
 * secrets its marks stand for. The variables stay, so that a failed mail can be put into words anew.
 */
const Seal = z.union([
  z.strictObject({ variables: Texts, secrets: Texts }),
  Texts.transform((variables) => ({ variables, secrets: null })),
]);
type Seal = z.output<typeof Seal>;

/** @returns null when it is empty, or was sealed with another key */
export function readSeal(secrets: Secrets, sealed: Uint8Array | null): Seal | null {
  if (sealed === null) return null;
  try {
    return Seal.parse(secrets.unseal(sealed));
  } catch {
    return null;
  }
}

/** Seals what is needed to make a rendered mail's bytes again. */
export function sealRendered(secrets: Secrets, seal: { variables: object; secrets: object }): Uint8Array {
  return secrets.seal({ variables: seal.variables, secrets: seal.secrets });
}

/**
 * The mail as it leaves: what is stored, with its secrets in their places. The same at every attempt.
 * @returns null when its secrets cannot be read any more
 */
export function messageOf(
  secrets: Secrets,
  email: Email & { content: EmailContent | null },
): OutgoingMessage | null {
  const seal = readSeal(secrets, email.sealed);
  const { content } = email;
  if (!seal?.secrets || !content) return null;
  const marks = Object.entries(seal.secrets);
  const reveal = (text: string) =>
    marks.reduce((shown, [mark, secret]) => shown.replaceAll(mark, () => secret), text);
  return {
    id: email.id,
    from: content.from,
    replyTo: content.replyTo,
    to: email.to,
    subject: email.subject,
    html: reveal(content.html),
    text: reveal(content.text),
    template: EmailTemplateKey.parse(email.template),
    unsubscribeUrl: content.unsubscribeUrl,
    createdAt: email.createdAt,
  };
}
