import { Menu } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { FilterButton } from '../../../../platform/table/list/FilterButton.tsx';

interface LastLoginFilterProps {
  value: string | undefined;
  onChange: (before: string | null) => void;
}

const choices = [30, 90, 180, 365] as const;

/** Filters users who have not signed in for some time, or never. */
export function LastLoginFilter({ value, onChange }: LastLoginFilterProps) {
  const t = useTranslations('users.filter');
  const now = new Date();
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <FilterButton isActive={value !== undefined}>{t('lastLogin')}</FilterButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('notSignedInFor')}</Menu.Label>
        <Menu.RadioGroup value={value ?? ''} onChange={onChange}>
          {choices.map((days) => (
            <Menu.RadioItem key={days} value={dayBefore(now, days)} closeMenuOnClick>
              {t('days', { days })}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        {value ? (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => onChange(null)}>{t('anyTime')}</Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

/**
 * The start of the UTC day a number of days ago. It is the same all day, so that the URL stays recognisable.
 */
function dayBefore(now: Date, days: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - days)).toISOString();
}
