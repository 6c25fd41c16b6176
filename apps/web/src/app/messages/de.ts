import account from '../../features/account/messages/de.json';
import activation from '../../features/activation/messages/de.json';
import auditEvents from '../../features/audit-events/messages/de.json';
import auth from '../../features/auth/messages/de.json';
import groups from '../../features/groups/messages/de.json';
import learning from '../../features/learning/messages/de.json';
import mailbox from '../../features/mailbox/messages/de.json';
import me from '../../features/me/messages/de.json';
import notifications from '../../features/notifications/messages/de.json';
import overview from '../../features/overview/messages/de.json';
import users from '../../features/users/messages/de.json';
import platform from '../../platform/i18n/messages/de.json';
import app from './de.json';

/** Everything the app says in German, under the noun's name. One chunk. */
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
