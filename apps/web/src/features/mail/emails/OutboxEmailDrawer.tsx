import { useParams } from 'react-router-dom';
import { EmailDrawer } from '../../../platform/emails/EmailDrawer.tsx';
import { paths } from '../../../platform/paths.ts';

/** One mail of the outbox; the list behind it keeps its search and filters. */
export function OutboxEmailDrawer() {
  const { id = '' } = useParams();
  return <EmailDrawer id={id} backTo={paths.outbox()} />;
}
