import { type ComboboxStore, useCombobox } from '@mantine/core';
import { useState } from 'react';

interface AnnouncedCombobox {
  readonly store: ComboboxStore;
  /** For the input's `aria-activedescendant`. */
  readonly markedId: string | undefined;
}

/**
 * A combobox that announces every marked option to screen readers. Mantine announces only options marked by
 * arrow keys, not those marked by a component.
 */
export function useAnnouncedCombobox(): AnnouncedCombobox {
  const [markedId, setMarkedId] = useState<string>();
  const reset = () => {
    combobox.resetSelectedOption();
    setMarkedId(undefined);
  };
  const combobox = useCombobox({ onDropdownClose: reset });
  const announced = (mark: () => string | null) => () => {
    const id = mark();
    setMarkedId(id ?? undefined);
    return id;
  };
  const store: ComboboxStore = {
    ...combobox,
    selectFirstOption: announced(combobox.selectFirstOption),
    selectActiveOption: announced(combobox.selectActiveOption),
    selectNextOption: announced(combobox.selectNextOption),
    selectPreviousOption: announced(combobox.selectPreviousOption),
    resetSelectedOption: reset,
  };
  return { store, markedId: combobox.dropdownOpened ? markedId : undefined };
}
