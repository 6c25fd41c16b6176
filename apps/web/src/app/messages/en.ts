import account from '../../features/account/messages/en.json';
import activation from '../../features/activation/messages/en.json';
import auditEvents from '../../features/audit-events/messages/en.json';
import auth from '../../features/auth/messages/en.json';
import groups from '../../features/groups/messages/en.json';
import learning from '../../features/learning/messages/en.json';
import mailbox from '../../features/mailbox/messages/en.json';
import me from '../../features/me/messages/en.json';
import notifications from '../../features/notifications/messages/en.json';
import overview from '../../features/overview/messages/en.json';
import users from '../../features/users/messages/en.json';
import platform from '../../platform/i18n/messages/en.json';
import app from './en.json';

/** Everything the app says in English, under the noun's name. One chunk. */
export const messages = {
  account,
  activation,
  app,
  auditEvents,
  auth,
  groups,
  learning,
  mailbox,
  me,
  notifications,
  overview,
  platform,
  users,
};
