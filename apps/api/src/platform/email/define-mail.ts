import type { EmailLane } from '@muster/database/client';
import type { VariableName } from './variables.ts';

/** One kind of e-mail: who gets it, whether an account may do without it, and the closed list of its variables. */
export interface EmailKind {
  readonly audience: 'users' | 'admins';
  readonly canDisable: boolean;
  readonly variables: readonly VariableName[];
  /** Without these the e-mail is useless, so a text without them is refused. */
  readonly required: readonly VariableName[];
  /**
   * Concerns how a person signs in. It carries the installation's own text and sender, never a company's, and belongs
   * to no account.
   */
  readonly isSecurity?: true;
  /** Carries a one-click `List-Unsubscribe` (RFC 8058). */
  readonly isUnsubscribable?: true;
  /**
   * Its lane: `personal` if somebody waits for it at a screen (codes, resets, security), `bulk` if nobody
   * does. Without it, the number of e-mails of a change decides.
   */
  readonly lane?: EmailLane;
  /** Its place in the list of e-mails. */
  readonly position: number;
}

const account = ['account.name', 'account.support_email'] as const;
const user = ['user.first_name', 'user.name', 'user.email'] as const;
const admin = ['admin.first_name', 'admin.name'] as const;

interface MailOptions extends Omit<EmailKind, 'required'> {
  readonly required?: readonly VariableName[];
  /** An e-mail to admins about a user. */
  readonly isAboutUser?: true;
}

/**
 * Describes a kind of e-mail. Its key is that in `mails.ts` of the feature and in the noun's manifest.
 * @param options.variables those beside the recipient's and the account's; a security e-mail has only the recipient's address
 */
export function defineMail({ isAboutUser, required = [], ...kind }: MailOptions): EmailKind {
  const toAdmins = kind.audience === 'admins';
  const people = [...(toAdmins ? admin : []), ...(toAdmins && !isAboutUser ? [] : user)];
  // Names of people and companies are free text of somebody else.
  const common = kind.isSecurity ? (['user.email'] as const) : [...people, ...account];
  return { ...kind, required, variables: [...common, ...kind.variables] };
}
