import type { UserStatus } from '@muster/contracts/people/users';
import {
  IconCircleCheck,
  IconCircleDashed,
  IconMail,
  IconUserOff,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { StatusBadge, type StatusTone } from '../ui/feedback/StatusBadge.tsx';

const styles: Readonly<Record<UserStatus, { tone: StatusTone; icon: TablerIcon }>> = {
  added: { tone: 'neutral', icon: IconCircleDashed },
  invited: { tone: 'waiting', icon: IconMail },
  active: { tone: 'good', icon: IconCircleCheck },
  deactivated: { tone: 'neutral', icon: IconUserOff },
};

/** The status of a user: added, invited, active or deactivated. */
export function UserStatusBadge({ status }: { status: UserStatus }) {
  const t = useTranslations('platform.people.status');
  return <StatusBadge {...styles[status]}>{t(status)}</StatusBadge>;
}
