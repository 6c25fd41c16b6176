import { Combobox, Loader, Pill, PillsInput } from '@mantine/core';
import { nameKey } from '@muster/contracts/kit/text';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useAnnouncedCombobox } from './use-announced-combobox.ts';

/** One option. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

interface SearchMultiSelectProps<C extends Choice> {
  label: string;
  description?: ReactNode;
  placeholder?: string;
  error?: ReactNode;
  value: readonly C[];
  onChange: (value: C[]) => void;
  /** The matches of the search, from the API. */
  options: readonly C[];
  onSearch: (text: string) => void;
  isLoading: boolean;
  renderOption?: (choice: C) => ReactNode;
  /** Creates an option from the typed name: "Create “Sales”". */
  onCreate?: ((name: string) => void) | undefined;
  isCreating?: boolean;
  /** Takes the focus when the drawer opens. */
  isFirst?: boolean;
}

const createValue = 'create:';

/** A multi-select with server-side search, fully usable by keyboard. */
export function SearchMultiSelect<C extends Choice>(props: SearchMultiSelectProps<C>) {
  const { value, onChange, options, onSearch, onCreate } = props;
  const t = useTranslations('platform.form.choices');
  const [typed, setTyped] = useState('');
  const { store: combobox, markedId } = useAnnouncedCombobox();
  // Whether Enter was pressed before the search finished; its first match is then chosen when it does.
  const isEnterWaiting = useRef(false);
  const name = typed.trim();
  const isKnown = [...options, ...value].some((one) => isSameName(one.name, name));
  const searchedName = props.isLoading ? '' : name;
  const mayCreate = onCreate !== undefined && name !== '' && !isKnown && !props.isLoading;

  const search = (text: string) => {
    setTyped(text);
    onSearch(text.trim());
    isEnterWaiting.current = false;
    // An extra space does not change the search, so the match stays marked.
    if (name === '' || text.trim() !== name) combobox.resetSelectedOption();
  };
  const choose = (id: string) => {
    if (id === createValue) onCreate?.(name);
    const chosen = options.find((one) => one.id === id);
    if (chosen) onChange(toggle(value, chosen));
    search('');
    // After a search the list closes, because the match was found; without one it stays open for more
    // choices.
    if (name !== '') combobox.closeDropdown();
  };
  const offerFirst = useEffectEvent(() => {
    const first = options[0]?.id ?? (mayCreate ? createValue : undefined);
    if (isEnterWaiting.current && first !== undefined) choose(first);
    else combobox.selectFirstOption();
    isEnterWaiting.current = false;
  });
  useEffect(() => {
    // Marks the first match for Enter, but only if it matches the current text.
    if (searchedName !== '') offerFirst();
  }, [searchedName]);
  const handleKey = (event: KeyboardEvent) => {
    // Enter submits the form only if this field is empty.
    if (event.key === 'Enter' && name !== '') {
      event.preventDefault();
      // Enter that ends a composition (Japanese, Chinese) belongs to the input method.
      const isOurs = !event.nativeEvent.isComposing && combobox.getSelectedOptionIndex() === -1;
      if (isOurs && props.isLoading) isEnterWaiting.current = true;
    }
    if (event.key === 'Escape') isEnterWaiting.current = false;
    const last = value.at(-1);
    if (event.key === 'Backspace' && typed === '' && last) {
      event.preventDefault();
      onChange(toggle(value, last));
    }
  };

  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal>
      <Combobox.DropdownTarget>
        <PillsInput
          label={props.label}
          description={props.description}
          error={props.error}
          onClick={() => combobox.openDropdown()}
          rightSection={props.isCreating ? <Loader size={16} /> : <Combobox.Chevron />}
        >
          <Pill.Group>
            {value.map((one) => (
              <Pill
                key={one.id}
                withRemoveButton
                onRemove={() => onChange(toggle(value, one))}
                removeButtonProps={{ 'aria-label': t('remove', { name: one.name }), 'aria-hidden': false }}
              >
                {one.name}
              </Pill>
            ))}
            <Combobox.EventsTarget withExpandedAttribute aria-activedescendant={markedId}>
              <PillsInput.Field
                value={typed}
                placeholder={value.length === 0 ? props.placeholder : undefined}
                data-autofocus={props.isFirst}
                onBlur={() => combobox.closeDropdown()}
                onChange={(event) => {
                  search(event.currentTarget.value);
                  combobox.openDropdown();
                }}
                onKeyDown={handleKey}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown>
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={props.label}>
          {options.map((one) => {
            const isChosen = value.some(({ id }) => id === one.id);
            return (
              <Combobox.Option key={one.id} value={one.id} active={isChosen}>
                <Row isChosen={isChosen}>{props.renderOption?.(one) ?? <bdi>{one.name}</bdi>}</Row>
              </Combobox.Option>
            );
          })}
          {mayCreate ? (
            <Combobox.Option value={createValue}>
              <IconPlus size={14} aria-hidden style={{ verticalAlign: -2, marginInlineEnd: 8 }} />
              {t('create', { name })}
            </Combobox.Option>
          ) : null}
          {options.length === 0 && !mayCreate ? (
            <Combobox.Empty>{props.isLoading ? t('searching') : t('nothing')}</Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Row({ isChosen, children }: { isChosen: boolean; children: ReactNode }) {
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
      <div style={{ flex: 1, minWidth: 0 }}>{children}</div>
      {isChosen ? <IconCheck size={14} aria-hidden /> : null}
    </div>
  );
}

function toggle<C extends Choice>(value: readonly C[], one: C): C[] {
  const isChosen = value.some(({ id }) => id === one.id);
  return isChosen ? value.filter(({ id }) => id !== one.id) : [...value, one];
}

function isSameName(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other);
}
