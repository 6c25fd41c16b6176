import { Combobox, useCombobox } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useGroupSearch } from '../../../../platform/people/use-group-search.ts';
import { FilterButton } from '../../../../platform/table/list/FilterButton.tsx';
import classes from './users.module.css';

interface GroupFilterProps {
  selected: readonly string[];
  onChange: (ids: string[] | null) => void;
}

/** Filters by groups, with a search: there may be a thousand. */
export function GroupFilter({ selected, onChange }: GroupFilterProps) {
  const t = useTranslations('users.filter');
  const tp = useTranslations('platform.people.filter');
  const [typed, setTyped] = useState('');
  const found = useGroupSearch();
  const search = (text: string) => {
    setTyped(text);
    found.search(text.trim());
  };
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      combobox.focusTarget();
      search('');
    },
  });
  const toggle = (id: string) => {
    const next = selected.includes(id) ? selected.filter((one) => one !== id) : [...selected, id];
    onChange(next.length > 0 ? next : null);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={toggle} width={260} position="bottom-start">
      <Combobox.Target withAriaAttributes={false}>
        <FilterButton
          isActive={selected.length > 0}
          count={selected.length}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
        >
          {tp('group')}
        </FilterButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={typed}
          aria-label={t('searchGroup')}
          placeholder={t('searchGroup')}
          onChange={(event) => {
            search(event.currentTarget.value);
            combobox.updateSelectedOptionIndex();
          }}
        />
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={tp('group')}>
          {found.options.map(({ id, name }) => (
            <Combobox.Option key={id} value={id} active={selected.includes(id)} className={classes.option}>
              <bdi>{name}</bdi>
              {selected.includes(id) ? <IconCheck size={14} aria-hidden /> : null}
            </Combobox.Option>
          ))}
          {found.options.length === 0 && !found.isLoading ? (
            <Combobox.Empty>{t('noGroup')}</Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
