import { Center, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: TablerIcon;
  title: string;
  /** One or two sentences: what belongs here and what it is good for. */
  children: ReactNode;
  /** One button. */
  action?: ReactNode;
}

/** Shown for an empty list. Explains what it is for, and offers the next step. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <Center py={40} px="md">
      <Stack align="center" gap="xs" maw={420}>
        <ThemeIcon variant="default" size={44} radius="md" mb={4} aria-hidden>
          <Icon size={22} stroke={1.6} />
        </ThemeIcon>
        <Title order={2} size="h3" ta="center">
          {title}
        </Title>
        <Text size="sm" c="dimmed" ta="center">
          {children}
        </Text>
        {action ? <div style={{ marginTop: 12 }}>{action}</div> : null}
      </Stack>
    </Center>
  );
}
