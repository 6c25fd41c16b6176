import activation from '../../features/access/activation/messages/de.json';
import auth from '../../features/access/auth/messages/de.json';
import mailbox from '../../features/instance/mailbox/messages/de.json';
import platform from '../../platform/i18n/messages/de.json';
import app from './de.json';

/** The German messages for every page, including those before sign-in, by noun. One chunk. */
export const messages = { activation, app, auth, mailbox, platform };
