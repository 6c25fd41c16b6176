import type { EmailTemplateKey } from '@muster/contracts/mail/email-templates';

/**
 * The kind of a variable, which decides where it may appear: a `link` only as the whole target of a link,
 * `text` and `lines` everywhere else. `isSecret` links sign somebody in; their token is never stored
 * readable.
 */
export interface VariableKind {
  readonly kind: 'text' | 'link' | 'lines';
  readonly isSecret?: true;
}

const text = { kind: 'text' } as const;
const link = { kind: 'link' } as const;
const secretLink = { kind: 'link', isSecret: true } as const;

/** All variables of all e-mails. Descriptions and examples are in the message catalogues. */
export const variableKinds = {
  'account.name': text,
  'account.support_email': text,
  'user.name': text,
  'user.first_name': text,
  'user.email': text,
  'admin.name': text,
  'admin.first_name': text,
  'inviter.name': text,
  group_names: text,
  expires_on: text,
  reason: text,
  seat_limit: text,
  endpoint_url: text,
  last_answer: text,
  summary: { kind: 'lines' },
  activation_url: secretLink,
  reset_url: secretLink,
  home_url: link,
  user_url: link,
  users_url: link,
  settings_url: link,
  webhooks_url: link,
} as const satisfies Record<string, VariableKind>;

export type VariableName = keyof typeof variableKinds;

/** A kind of e-mail: its recipient, whether an account may turn it off, and its variables. */
export interface EmailKind {
  readonly audience: 'users' | 'admins';
  readonly canDisable: boolean;
  readonly variables: readonly VariableName[];
  /** The variables without which the e-mail is useless; a text without them is refused. */
  readonly required: readonly VariableName[];
  /** Whether it has a one-click `List-Unsubscribe` header (RFC 8058). */
  readonly isUnsubscribable?: true;
}

const account = ['account.name', 'account.support_email'] as const;
const user = ['user.first_name', 'user.name', 'user.email'] as const;
const admin = ['admin.first_name', 'admin.name'] as const;
const offer = ['inviter.name', 'group_names', 'expires_on', 'activation_url'] as const;

/** All e-mails the product sends. */
export const emailKinds: Readonly<Record<EmailTemplateKey, EmailKind>> = {
  invitation: {
    audience: 'users',
    canDisable: false,
    variables: [...user, ...account, ...offer],
    required: ['activation_url'],
  },
  invitation_reminder: {
    audience: 'users',
    canDisable: false,
    variables: [...user, ...account, ...offer],
    required: ['activation_url'],
    isUnsubscribable: true,
  },
  welcome: {
    audience: 'users',
    canDisable: true,
    variables: [...user, ...account, 'home_url'],
    required: [],
  },
  password_reset: {
    audience: 'users',
    canDisable: false,
    variables: [...user, ...account, 'reset_url'],
    required: ['reset_url'],
  },
  user_activated: {
    audience: 'admins',
    canDisable: true,
    variables: [...admin, ...user, ...account, 'user_url'],
    required: [],
  },
  invitation_bounced: {
    audience: 'admins',
    canDisable: true,
    variables: [...admin, ...user, ...account, 'reason', 'user_url'],
    required: [],
  },
  seat_limit_reached: {
    audience: 'admins',
    canDisable: true,
    variables: [...admin, ...account, 'seat_limit', 'users_url'],
    required: [],
  },
  webhook_endpoint_disabled: {
    audience: 'admins',
    canDisable: true,
    variables: [...admin, ...account, 'endpoint_url', 'last_answer', 'webhooks_url'],
    required: [],
  },
  digest: {
    audience: 'admins',
    canDisable: true,
    variables: [...admin, ...account, 'summary', 'users_url', 'settings_url'],
    required: ['summary'],
    isUnsubscribable: true,
  },
};
