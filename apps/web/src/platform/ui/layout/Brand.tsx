import { Group, Text } from '@mantine/core';

/** Muster's mark and name, on pages that belong to no account yet. */
export function Brand() {
  return (
    <Group gap={8} wrap="nowrap">
      <img src="/icon.svg" alt="" width={26} height={26} />
      <Text fw={650} size="lg" lh={1}>
        Muster
      </Text>
    </Group>
  );
}
