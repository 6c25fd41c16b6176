import { Button, Combobox, useCombobox } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { UserGroup } from '../user.ts';

interface GroupPickerProps {
  label: string;
  icon: TablerIcon;
  options: readonly UserGroup[];
  /** Where the options come from the API; without it they are searched here. */
  onSearch?: (text: string) => void;
  isBusy: boolean;
  onPick: (group: UserGroup) => void;
}

/** A button that asks which group. */
export function GroupPicker({ label, icon: Icon, options, onSearch, isBusy, onPick }: GroupPickerProps) {
  const t = useTranslations('users.bulk');
  const [typed, setTyped] = useState('');
  const search = (text: string) => {
    setTyped(text);
    onSearch?.(text.trim());
  };
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      combobox.focusTarget();
      search('');
    },
  });
  const matching = onSearch
    ? options
    : options.filter(({ name }) => name.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase()));
  const pick = (id: string) => {
    const group = options.find((one) => one.id === id);
    combobox.closeDropdown();
    if (group) onPick(group);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={pick} width={260} position="top-start">
      <Combobox.Target withAriaAttributes={false}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          loading={isBusy}
          leftSection={<Icon size={16} aria-hidden />}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
        >
          {label}
        </Button>
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
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }} aria-label={label}>
          {matching.map((group) => (
            <Combobox.Option key={group.id} value={group.id}>
              <bdi>{group.name}</bdi>
            </Combobox.Option>
          ))}
          {matching.length === 0 ? <Combobox.Empty>{t('noGroup')}</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
