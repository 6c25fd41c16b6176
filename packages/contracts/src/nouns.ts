/** Every noun of the API and the domain it belongs to, in the order of the documentation. */
export const nouns = {
  auth: 'access',
  me: 'access',
  activation: 'access',
  users: 'people',
  'bulk-operations': 'people',
  'user-imports': 'people',
  'saved-views': 'people',
  groups: 'people',
  invitations: 'people',
  account: 'account',
  notifications: 'mail',
  'email-templates': 'mail',
  emails: 'mail',
  'audit-events': 'account',
  'api-keys': 'integrations',
  'webhook-endpoints': 'integrations',
  'webhook-deliveries': 'integrations',
  'event-feed': 'integrations',
  service: 'instance',
  mailbox: 'instance',
} as const;

export type Noun = keyof typeof nouns;
export type Domain = (typeof nouns)[Noun];
