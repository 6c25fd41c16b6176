import account from '../../features/account/messages/de.json';
import apiKeys from '../../features/api-keys/messages/de.json';
import auditEvents from '../../features/audit-events/messages/de.json';
import emailTemplates from '../../features/email-templates/messages/de.json';
import emails from '../../features/emails/messages/de.json';
import groups from '../../features/groups/messages/de.json';
import learning from '../../features/learning/messages/de.json';
import me from '../../features/me/messages/de.json';
import notifications from '../../features/notifications/messages/de.json';
import overview from '../../features/overview/messages/de.json';
import userImports from '../../features/user-imports/messages/de.json';
import users from '../../features/users/messages/de.json';
import webhookEndpoints from '../../features/webhook-endpoints/messages/de.json';

/** What is said in German to people who are signed in, under the noun's name. One chunk. */
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
