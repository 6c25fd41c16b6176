import { Badge } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';

/** The meaning of a status, not its colour. */
export type StatusTone = 'neutral' | 'waiting' | 'good' | 'warning' | 'bad';

const colors: Readonly<Record<StatusTone, string>> = {
  neutral: 'gray',
  waiting: 'blue',
  good: 'teal',
  warning: 'orange',
  bad: 'red',
};

interface StatusBadgeProps {
  tone: StatusTone;
  icon: TablerIcon;
  children: string;
}

/** A status as icon and text; colour is not the only cue. */
export function StatusBadge({ tone, icon: Icon, children }: StatusBadgeProps) {
  return (
    <Badge
      variant="light"
      color={colors[tone]}
      leftSection={<Icon size={13} stroke={2} aria-hidden />}
      size="md"
      // Does not shrink in a narrow column: an icon without its text would be unclear.
      style={{ flexShrink: 0, minWidth: 'max-content' }}
    >
      {children}
    </Badge>
  );
}
