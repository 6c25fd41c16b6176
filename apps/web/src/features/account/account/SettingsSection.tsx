import { Paper, Stack, Text } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface SettingsSectionProps {
  title: string;
  description?: string;
  children: ReactNode;
}

/** A group of related settings. */
export function SettingsSection({ title, description, children }: SettingsSectionProps) {
  const heading = useId();
  return (
    <Paper component="section" p="lg" mb="md" aria-labelledby={heading}>
      <Text component="h2" id={heading} fw={600} mt={0} mb={description ? 2 : 'md'}>
        {title}
      </Text>
      {description ? (
        <Text size="sm" c="dimmed" mb="md">
          {description}
        </Text>
      ) : null}
      <Stack gap="md">{children}</Stack>
    </Paper>
  );
}
