import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { UserSort } from '@muster/contracts/people/users';
import { IconArrowsSort } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';

interface SortMenuProps {
  value: UserSort;
  onChange: (sort: UserSort) => void;
}

/**
 * All sort orders of the list, including those without a column, and for phones, which have no column heads.
 */
export function SortMenu({ value, onChange }: SortMenuProps) {
  const t = useTranslations('users.sort');
  return (
    <Menu position="bottom-start" width={250}>
      <Menu.Target>
        <Tooltip label={t('title')}>
          <ActionIcon variant="default" size="input-sm" aria-label={t('title')}>
            <IconArrowsSort size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={value} onChange={(sort) => onChange(UserSort.parse(sort))}>
          {UserSort.options.map((sort) => (
            <Menu.RadioItem key={sort} value={sort} closeMenuOnClick>
              {t(`by.${sort}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
