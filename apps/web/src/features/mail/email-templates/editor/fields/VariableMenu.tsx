import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { Variable } from '../../template.ts';
import { VariableLine } from './VariableLine.tsx';

interface VariableMenuProps {
  variables: readonly Variable[];
  onChoose: (variable: Variable) => void;
  /** The accessible name: says which text it inserts into. */
  label: string;
  /** Shows only an icon, where there is little room. */
  isCompact?: boolean;
}

/** "Insert variable": a menu of all variables, each with a description and an example. */
export function VariableMenu({ variables, onChoose, label, isCompact }: VariableMenuProps) {
  const t = useTranslations('emailTemplates.variable');
  const links = variables.filter(({ kind }) => kind === 'link');
  const values = variables.filter(({ kind }) => kind !== 'link');
  const item = (variable: Variable) => (
    <Menu.Item key={variable.name} onClick={() => onChoose(variable)}>
      <VariableLine variable={variable} />
    </Menu.Item>
  );
  return (
    // The text field takes the focus back itself, at its caret.
    <Menu position="bottom-end" width={320} returnFocus={false}>
      <Menu.Target>
        {isCompact ? (
          <ActionIcon variant="subtle" color="gray" aria-label={label} title={label}>
            <IconBraces size={16} aria-hidden />
          </ActionIcon>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            fw={500}
            aria-label={label}
            leftSection={<IconBraces size={15} aria-hidden />}
          >
            {t('insert')}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown mah={380} style={{ overflowY: 'auto' }}>
        <Menu.Label>{t('values')}</Menu.Label>
        {values.map(item)}
        {links.length > 0 ? <Menu.Label>{t('links')}</Menu.Label> : null}
        {links.map(item)}
      </Menu.Dropdown>
    </Menu>
  );
}
