import { Pill, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, memo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type AddressState, stateIcons } from './address-state.ts';
import classes from './addresses.module.css';
import { ChipInput } from './ChipInput.tsx';
import type { Entry } from './parse-addresses.ts';

interface AddressChipProps {
  entry: Entry;
  /** Its index in the list. */
  index: number;
  look: AddressState;
  /**
   * Called with the new text; an empty one removes the entry. Must be a stable function, or every chip
   * renders again.
   */
  onReplace: (index: number, text: string) => void;
}

/** An entered address. A click or Enter edits it in place; the arrow keys move along the chips. */
export const AddressChip = memo(function AddressChip({ entry, index, look, onReplace }: AddressChipProps) {
  const t = useTranslations('users.add.addresses');
  const [isEditing, setIsEditing] = useState(false);
  const { email } = entry;
  const name = `${entry.firstName} ${entry.lastName}`.trim();
  const Icon = stateIcons[look];
  if (isEditing) {
    const end = (text: string) => {
      setIsEditing(false);
      if (text !== email) onReplace(index, text);
    };
    return <ChipInput text={email} label={t('editing', { email })} onEnd={end} />;
  }
  const handleKey = (event: KeyboardEvent<HTMLElement>) => {
    const [before, after] = neighboursOf(event.currentTarget);
    if (event.key === 'ArrowLeft') before?.focus();
    else if (event.key === 'ArrowRight') after?.focus();
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      after?.focus();
      onReplace(index, '');
    } else return;
    event.preventDefault();
  };
  return (
    <Pill
      className={classes.chip ?? ''}
      mod={{ look }}
      withRemoveButton
      onRemove={() => onReplace(index, '')}
      removeButtonProps={{ 'aria-label': t('remove', { email }), 'aria-hidden': false }}
    >
      <UnstyledButton
        className={classes.open}
        data-chip
        tabIndex={-1}
        title={name ? `${name} <${email}>` : email}
        aria-label={t('edit', { who: name ? `${name} ${email}` : email, look })}
        onClick={() => setIsEditing(true)}
        onKeyDown={handleKey}
      >
        {Icon ? <Icon size={13} stroke={2} aria-hidden /> : null}
        <bdi>{name || email}</bdi>
      </UnstyledButton>
    </Pill>
  );
});

/** The previous and the next chip; the field follows the last one. */
function neighboursOf(chip: HTMLElement): [HTMLElement | undefined, HTMLElement | undefined] {
  const all = [...(chip.closest('[data-chips]')?.querySelectorAll<HTMLElement>('[data-chip], input') ?? [])];
  const at = all.indexOf(chip);
  return [all[at - 1], all[at + 1]];
}
