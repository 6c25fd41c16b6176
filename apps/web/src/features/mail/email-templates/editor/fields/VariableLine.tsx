import { Badge, Group, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { Variable } from '../../template.ts';

/** A variable in a menu: its description, an example, and its name. */
export function VariableLine({ variable }: { variable: Variable }) {
  const t = useTranslations('emailTemplates.variable');
  return (
    <div>
      <Group gap={6} justify="space-between" wrap="nowrap">
        <Text size="sm">{variable.description}</Text>
        {variable.isRequired ? (
          <Badge size="xs" variant="light" style={{ flexShrink: 0 }}>
            {t('required')}
          </Badge>
        ) : null}
      </Group>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        <code>{variable.name}</code> · {t('example', { example: variable.example })}
      </Text>
    </div>
  );
}
