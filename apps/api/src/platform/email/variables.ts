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
  problem_count: text,
  sent_count: text,
  endpoint_url: text,
  last_answer: text,
  code: text,
  time: text,
  browser: text,
  ip_address: text,
  summary: { kind: 'lines' },
  activation_url: secretLink,
  reset_url: secretLink,
  sign_in_url: link,
  forgot_password_url: link,
  profile_url: link,
  home_url: link,
  user_url: link,
  users_url: link,
  settings_url: link,
  webhooks_url: link,
  outbox_url: link,
} as const satisfies Record<string, VariableKind>;

export type VariableName = keyof typeof variableKinds;
