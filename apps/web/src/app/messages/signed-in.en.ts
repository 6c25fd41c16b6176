import account from '../../features/account/messages/en.json';
import apiKeys from '../../features/api-keys/messages/en.json';
import auditEvents from '../../features/audit-events/messages/en.json';
import emailTemplates from '../../features/email-templates/messages/en.json';
import emails from '../../features/emails/messages/en.json';
import groups from '../../features/groups/messages/en.json';
import learning from '../../features/learning/messages/en.json';
import me from '../../features/me/messages/en.json';
import notifications from '../../features/notifications/messages/en.json';
import overview from '../../features/overview/messages/en.json';
import userImports from '../../features/user-imports/messages/en.json';
import users from '../../features/users/messages/en.json';
import webhookEndpoints from '../../features/webhook-endpoints/messages/en.json';

/** What is said in English to people who are signed in, under the noun's name. One chunk. */
export const messages = {
  account,
  apiKeys,
  auditEvents,
  emailTemplates,
  emails,
  groups,
  learning,
  me,
  notifications,
  overview,
  userImports,
  users,
  webhookEndpoints,
};
