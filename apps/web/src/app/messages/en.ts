import activation from '../../features/access/activation/messages/en.json';
import auth from '../../features/access/auth/messages/en.json';
import mailbox from '../../features/instance/mailbox/messages/en.json';
import platform from '../../platform/i18n/messages/en.json';
import app from './en.json';

/** The English messages for every page, including those before sign-in, by noun. One chunk. */
export const messages = { activation, app, auth, mailbox, platform };
