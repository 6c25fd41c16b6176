import { Group, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface CardProps {
  title: string;
  /** A link to the full list. */
  aside?: ReactNode;
  children: ReactNode;
}

/** One figure or list of the overview. */
export function Card({ title, aside, children }: CardProps) {
  return (
    <Paper component="section" p="md" miw={0}>
      <Group justify="space-between" mb="sm" gap="sm">
        <Title order={2} size="h3">
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </Paper>
  );
}
