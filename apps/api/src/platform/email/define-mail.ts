import type { VariableName } from './variables.ts';

/** One kind of e-mail: who gets it, whether an account may do without it, and the closed list of its variables. */
export interface EmailKind {
  readonly audience: 'users' | 'admins';
  readonly canDisable: boolean;
  readonly variables: readonly VariableName[];
  /** Without these the e-mail is useless, so a text without them is refused. */
  readonly required: readonly VariableName[];
  /** Carries a one-click `List-Unsubscribe` (RFC 8058). */
  readonly isUnsubscribable?: true;
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
 * @param options.variables those beside the recipient's and the account's, which every e-mail has
 */
export function defineMail({ isAboutUser, required = [], ...kind }: MailOptions): EmailKind {
  const toAdmins = kind.audience === 'admins';
  const people = [...(toAdmins ? admin : []), ...(toAdmins && !isAboutUser ? [] : user)];
  return { ...kind, required, variables: [...people, ...account, ...kind.variables] };
}
