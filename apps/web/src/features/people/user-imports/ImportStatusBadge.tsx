import {
  IconArrowBackUp,
  IconCircleCheck,
  IconClock,
  IconEye,
  IconPlayerStop,
  IconProgress,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { StatusBadge, type StatusTone } from '../../../platform/ui/feedback/StatusBadge.tsx';
import type { UserImport } from './user-import.ts';

const styles: Readonly<Record<UserImport['status'], { tone: StatusTone; icon: TablerIcon }>> = {
  previewed: { tone: 'neutral', icon: IconEye },
  queued: { tone: 'waiting', icon: IconClock },
  running: { tone: 'waiting', icon: IconProgress },
  done: { tone: 'good', icon: IconCircleCheck },
  undoing: { tone: 'waiting', icon: IconProgress },
  undone: { tone: 'neutral', icon: IconArrowBackUp },
  cancelled: { tone: 'neutral', icon: IconPlayerStop },
};

/** The status of an import. */
export function ImportStatusBadge({ status }: { status: UserImport['status'] }) {
  const t = useTranslations('userImports.status');
  return <StatusBadge {...styles[status]}>{t(status)}</StatusBadge>;
}
