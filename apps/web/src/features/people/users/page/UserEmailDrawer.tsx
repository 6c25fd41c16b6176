import { useParams } from 'react-router-dom';
import { EmailDrawer } from '../../../../platform/emails/EmailDrawer.tsx';
import { paths } from '../../../../platform/paths.ts';

/** One of the mails sent to a user, beside the others. */
export function UserEmailDrawer() {
  const { id = '', emailId = '' } = useParams();
  return <EmailDrawer id={emailId} backTo={paths.user(id, 'emails')} />;
}
