import { allEndpoints } from '../api.ts';

const descriptions: Readonly<Record<string, string>> = {
  auth: 'Sign up, sign in and out, and passwords.',
  me: 'The signed-in person, their accounts and their sign-ins.',
  activation: 'What an employee does with the mailed link.',
  users: 'The people of the account.',
  bulkOperations: 'One thing done to many users.',
  userImports: 'Users from a spreadsheet.',
  savedViews: 'Filters of the users list, kept under a name.',
  groups: 'User groups and who is in them.',
  invitations: 'Offers to activate, and how their mails fared.',
  account: 'Settings, branding, seats and figures.',
  notifications: 'What admins are told, and the live stream.',
  emailTemplates: 'The texts of the mails the account sends.',
  emails: 'The outbox: mails and how they fared.',
  auditEvents: 'Who did what to whom, and when.',
  apiKeys: 'Keys integrations call the API with, and what they asked for.',
  webhookEndpoints: 'Where events are posted to.',
  webhookDeliveries: 'What was posted, and what came back.',
  eventFeed: 'The events to pull, in the order they happened.',
  service: 'What this installation offers.',
  mailbox: 'Captured mail, where none is really sent.',
  operation: "What operators' tools ask.",
  webhooks: 'What is posted to the endpoints of the account.',
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
