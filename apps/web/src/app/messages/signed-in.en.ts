import me from '../../features/access/me/messages/en.json';
import account from '../../features/account/account/messages/en.json';
import auditEvents from '../../features/account/audit-events/messages/en.json';
import overview from '../../features/account/overview/messages/en.json';
import apiKeys from '../../features/integrations/api-keys/messages/en.json';
import webhookEndpoints from '../../features/integrations/webhook-endpoints/messages/en.json';
import myLearning from '../../features/learning/my-learning/messages/en.json';
import emailTemplates from '../../features/mail/email-templates/messages/en.json';
import emails from '../../features/mail/emails/messages/en.json';
import notifications from '../../features/mail/notifications/messages/en.json';
import groups from '../../features/people/groups/messages/en.json';
import userImports from '../../features/people/user-imports/messages/en.json';
import users from '../../features/people/users/messages/en.json';

/** The English messages for signed-in people, by noun. One chunk. */
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
