import { Menu } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { FilterButton } from './FilterButton.tsx';

interface FilterOption<T extends string> {
  readonly value: T;
  readonly label: string;
}

interface FilterMenuProps<T extends string> {
  label: string;
  options: readonly FilterOption<T>[];
  selected: readonly T[];
  onChange: (values: T[] | null) => void;
}

/** A filter with a few options, several of which can be selected. */
export function FilterMenu<T extends string>({ label, options, selected, onChange }: FilterMenuProps<T>) {
  const t = useTranslations('platform.table');
  const toggle = (value: T) => {
    const next = selected.includes(value) ? selected.filter((one) => one !== value) : [...selected, value];
    onChange(next.length > 0 ? next : null);
  };
  const only = selected.length === 1 ? options.find(({ value }) => value === selected[0])?.label : undefined;
  return (
    <Menu closeOnItemClick={false} position="bottom-start" width={220}>
      <Menu.Target>
        <FilterButton isActive={selected.length > 0} count={only ? undefined : selected.length}>
          {only ? `${label}: ${only}` : label}
        </FilterButton>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {options.map(({ value, label: text }) => (
          <Menu.CheckboxItem key={value} checked={selected.includes(value)} onChange={() => toggle(value)}>
            {text}
          </Menu.CheckboxItem>
        ))}
        {selected.length > 0 ? (
          <>
            <Menu.Divider />
            <Menu.Item closeMenuOnClick onClick={() => onChange(null)}>
              {t('clearFilter')}
            </Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
