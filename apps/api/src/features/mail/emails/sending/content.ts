import { EmailTemplateKey } from '@muster/contracts/catalogue';
import type { Email, EmailContent } from '@muster/database/client';
import * as z from 'zod';
import type { Secrets } from '../../../../platform/crypto/secrets.ts';
import type { OutgoingMessage } from '../../../../platform/email/transports/transport.ts';

const Texts = z.record(z.string(), z.string());

/**
 * The contents of `emails.sealed`: first the template's variables; after rendering, also the secrets behind
 * its placeholders. The variables stay, so that a failed e-mail can be rendered again.
 */
const Seal = z.union([
  z.strictObject({ variables: Texts, secrets: Texts }),
  Texts.transform((variables) => ({ variables, secrets: null })),
]);
type Seal = z.output<typeof Seal>;

/** @returns null if it is empty or was sealed with another key */
export function readSeal(secrets: Secrets, sealed: Uint8Array | null): Seal | null {
  if (sealed === null) return null;
  try {
    return Seal.parse(secrets.unseal(sealed));
  } catch {
    return null;
  }
}

/** Encrypts what is needed to reproduce a rendered e-mail's bytes. */
export function sealRendered(secrets: Secrets, seal: { variables: object; secrets: object }): Uint8Array {
  return secrets.seal({ variables: seal.variables, secrets: seal.secrets });
}

/**
 * The e-mail as sent: the stored contents with their secrets inserted. Identical at every attempt.
 * @returns null if its secrets can no longer be read
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
