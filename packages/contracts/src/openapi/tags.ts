import { allEndpoints } from '../api.ts';

const descriptions: Readonly<Record<string, string>> = {
  auth: 'Sign up, sign in and out, and passwords.',
  me: 'The signed-in person, their accounts and their sign-ins.',
  activation: 'What an employee does with the link in the invitation.',
  users: 'The people of the account.',
  bulkOperations: 'One action on many users.',
  userImports: 'Adding and changing users from a spreadsheet.',
  savedViews: 'Filters of the users list, saved under a name.',
  groups: 'User groups and who is in them.',
  invitations: 'Invitations to activate, and whether their e-mails were delivered.',
  account: 'Settings, branding, seats and figures.',
  notifications: 'Notifications for admins, and the live stream.',
  emailTemplates: 'The texts of the e-mails the account sends.',
  emails: 'The outbox: e-mails and whether they were delivered.',
  auditEvents: 'Who did what to whom, and when.',
  apiKeys: 'The keys that integrations call the API with, and their requests.',
  webhookEndpoints: 'The addresses that events are sent to.',
  webhookDeliveries: 'What was sent, and the responses.',
  eventFeed: 'Events to pull, in the order they happened.',
  service: 'What this installation offers.',
  mailbox: 'Captured e-mails, where none are really sent.',
  operation: "Endpoints for operators' tools.",
  webhooks: 'What Muster sends to the webhook endpoints of the account.',
};

/** The tags of the document: a noun each, and what is beside the nouns. */
export function tags(): { name: string; description: string }[] {
  const nouns = new Set(allEndpoints.map(({ id }) => id.split('.')[0] ?? id));
  return [...nouns, 'operation', 'webhooks'].map((name) => {
    const description = descriptions[name];
    if (description === undefined) throw new Error(`Say what ${name} is in the tags of the document.`);
    return { name, description };
  });
}
