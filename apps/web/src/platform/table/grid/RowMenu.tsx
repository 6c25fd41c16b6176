import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';

interface RowMenuProps {
  /** The name of the person or thing the actions are for. */
  name: string;
  /** `Menu.Item`s, the destructive ones last and after a `Menu.Divider`. */
  children: ReactNode;
}

/** The "…" menu of a row or a page. */
export function RowMenu({ name, children }: RowMenuProps) {
  const t = useTranslations('platform.table');
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('actionsFor', { name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
