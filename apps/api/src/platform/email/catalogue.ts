import type { EmailTemplateKey } from '@muster/contracts/catalogue';

/**
 * What a variable is, which decides where it may stand: a `link` as the whole target of a link, `text` and `lines`
 * everywhere else. `isSecret` links sign somebody in; their token is never stored readable.
 */
export interface VariableKind {
  readonly kind: 'text' | 'link' | 'lines';
  readonly isSecret?: true;
}

const text = { kind: 'text' } as const;
const link = { kind: 'link' } as const;
const secretLink = { kind: 'link', isSecret: true } as const;

/** Every variable of every mail. Descriptions and examples are in the message catalogues. */
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

/** One kind of mail: who gets it, whether an account may do without it, and the closed list of its variables. */
export interface EmailKind {
  readonly audience: 'users' | 'admins';
  readonly canDisable: boolean;
  readonly variables: readonly VariableName[];
  /** Without these the mail is useless, so a text without them is refused. */
  readonly required: readonly VariableName[];
  /** Carries a one-click `List-Unsubscribe` (RFC 8058). */
  readonly isUnsubscribable?: true;
}

const account = ['account.name', 'account.support_email'] as const;
const user = ['user.first_name', 'user.name', 'user.email'] as const;
const admin = ['admin.first_name', 'admin.name'] as const;
const offer = ['inviter.name', 'group_names', 'expires_on', 'activation_url'] as const;

/** Every mail the product sends. */
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
