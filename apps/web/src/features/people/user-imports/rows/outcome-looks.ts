import type { ImportOutcome } from '@muster/contracts/people/user-imports';
import { IconAlertTriangle, IconMinus, IconPencil, IconUserPlus, type TablerIcon } from '@tabler/icons-react';
import type { StatusTone } from '../../../../platform/ui/feedback/StatusBadge.tsx';

/** What an outcome looks like. */
export const outcomeLooks: Readonly<Record<ImportOutcome, { tone: StatusTone; icon: TablerIcon }>> = {
  create: { tone: 'good', icon: IconUserPlus },
  update: { tone: 'waiting', icon: IconPencil },
  skip: { tone: 'neutral', icon: IconMinus },
  error: { tone: 'bad', icon: IconAlertTriangle },
};
