import { Badge } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';

/** What a status means for the reader, not what colour it has. */
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

/** A status as icon and text; the colour only helps. */
export function StatusBadge({ tone, icon: Icon, children }: StatusBadgeProps) {
  return (
    <Badge
      variant="light"
      color={colors[tone]}
      leftSection={<Icon size={13} stroke={2} aria-hidden />}
      size="md"
      // In a narrow column the neighbours give way; a status that is only an icon says nothing.
      style={{ flexShrink: 0, minWidth: 'max-content' }}
    >
      {children}
    </Badge>
  );
}
