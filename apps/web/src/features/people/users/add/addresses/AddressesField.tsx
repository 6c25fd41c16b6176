import { Pill, PillsInput } from '@mantine/core';
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useTranslations } from 'use-intl';
import type { Recipient } from '../use-recipients.ts';
import { AddressChip } from './AddressChip.tsx';
import { addressState } from './address-state.ts';
import classes from './addresses.module.css';
import { isFinished, isPastedList } from './finished.ts';
import { distinct, type Entry, parseAddresses } from './parse-addresses.ts';

/** The field's new values, and how many duplicate addresses it left out. */
export interface AddressesChange {
  readonly users: readonly Entry[];
  readonly typed: string;
  readonly duplicates: number;
}

interface AddressesFieldProps {
  /** The state of the entries, in the same order. */
  recipients: readonly Recipient[];
  /** The text in the field that is not an entry yet. */
  typed: string;
  onChange: (change: AddressesChange) => void;
  error?: ReactNode;
  ref: Ref<HTMLInputElement>;
}

const shownAtOnce = 100;

/**
 * A field for many addresses, typed or pasted in any format. Each becomes a chip that can be edited in place.
 */
export function AddressesField({ recipients, typed, onChange, error, ref }: AddressesFieldProps) {
  const t = useTranslations('users.add.addresses');
  const [shown, setShown] = useState(shownAtOnce);
  const users = recipients.map(({ entry }) => entry);
  const latest = useRef({ users, typed, onChange });
  useEffect(() => {
    latest.current = { users, typed, onChange };
  });

  const add = (text: string) => {
    const parsed = parseAddresses(text);
    const fresh = distinct(parsed.entries, users);
    onChange({
      users: [...users, ...fresh.entries],
      typed: '',
      duplicates: parsed.duplicates + fresh.duplicates,
    });
  };
  const replace = useCallback((index: number, text: string) => {
    const now = latest.current;
    const others = now.users.filter((_, place) => place !== index);
    const fresh = distinct(corrected(now.users[index], text), others);
    now.onChange({ ...now, ...fresh, users: now.users.toSpliced(index, 1, ...fresh.entries) });
  }, []);

  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text');
    if (!isPastedList(pasted)) return;
    const { selectionStart, selectionEnd } = event.currentTarget;
    event.preventDefault();
    add(typed.slice(0, selectionStart ?? typed.length) + pasted + typed.slice(selectionEnd ?? typed.length));
  };
  const handleKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const { selectionEnd, parentElement } = event.currentTarget;
    // Enter submits the form only if the field is empty. During composition it belongs to the input method.
    if (event.key === 'Enter' && typed.trim() !== '') {
      event.preventDefault();
      if (!event.nativeEvent.isComposing) add(typed);
    } else if (event.key === 'Backspace' && typed === '' && users.length > 0) {
      event.preventDefault();
      onChange({ users: users.slice(0, -1), typed, duplicates: 0 });
    } else if (event.key === 'ArrowLeft' && selectionEnd === 0) {
      [...(parentElement?.querySelectorAll<HTMLElement>('[data-chip]') ?? [])].at(-1)?.focus();
    }
  };

  return (
    <PillsInput
      label={t('label')}
      description={t('hint')}
      error={error}
      classNames={{ input: classes.chips ?? '' }}
    >
      <Pill.Group data-chips>
        {recipients.slice(0, shown).map((one, index) => (
          <AddressChip
            key={one.entry.email}
            entry={one.entry}
            index={index}
            look={addressState(one)}
            onReplace={replace}
          />
        ))}
        {recipients.length > shown ? (
          <button type="button" className={classes.more} onClick={() => setShown(shown + shownAtOnce)}>
            {t('more', { count: recipients.length - shown })}
          </button>
        ) : null}
        <PillsInput.Field
          ref={ref}
          data-field
          value={typed}
          inputMode="email"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={error ? true : undefined}
          placeholder={recipients.length === 0 ? t('placeholder') : undefined}
          onChange={({ currentTarget: { value } }) =>
            isFinished(value) ? add(value) : onChange({ users, typed: value, duplicates: 0 })
          }
          onPaste={paste}
          onKeyDown={handleKey}
          onBlur={() => {
            if (typed.trim() !== '') add(typed);
          }}
        />
      </Pill.Group>
    </PillsInput>
  );
}

/** Parses the corrected text of a chip. A corrected address keeps its name. */
function corrected(old: Entry | undefined, text: string): Entry[] {
  const [first, ...more] = parseAddresses(text).entries;
  if (!first) return [];
  const isNamed = first.firstName !== '' || first.lastName !== '';
  return [old && !isNamed ? { ...old, email: first.email } : first, ...more];
}
