import me from '../../features/access/me/messages/de.json';
import account from '../../features/account/account/messages/de.json';
import auditEvents from '../../features/account/audit-events/messages/de.json';
import overview from '../../features/account/overview/messages/de.json';
import apiKeys from '../../features/integrations/api-keys/messages/de.json';
import webhookEndpoints from '../../features/integrations/webhook-endpoints/messages/de.json';
import myLearning from '../../features/learning/my-learning/messages/de.json';
import emailTemplates from '../../features/mail/email-templates/messages/de.json';
import emails from '../../features/mail/emails/messages/de.json';
import notifications from '../../features/mail/notifications/messages/de.json';
import groups from '../../features/people/groups/messages/de.json';
import userImports from '../../features/people/user-imports/messages/de.json';
import users from '../../features/people/users/messages/de.json';

/** The German messages for signed-in people, by noun. One chunk. */
export const messages = {
  account,
  apiKeys,
  auditEvents,
  emailTemplates,
  emails,
  groups,
  myLearning,
  me,
  notifications,
  overview,
  userImports,
  users,
  webhookEndpoints,
};
