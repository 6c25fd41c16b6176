import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';

interface SearchFieldProps {
  /** Names what is searched: "Search users". Also the placeholder. */
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
  /** Takes the full width. */
  isWide?: boolean;
}

/** A search-as-you-type field. The key `/` focuses it. */
export function SearchField({ label, value = '', onChange, isWide = false }: SearchFieldProps) {
  const t = useTranslations('platform.table');
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  const send = useDebouncedCallback((text: string) => {
    sent.current = text.trim();
    onChange(sent.current);
  }, 250);

  useHotkeys([['/', () => input.current?.focus()]]);
  useEffect(() => {
    // Follow the address ("back", "clear filters") without overwriting what is being typed.
    if (value !== sent.current) {
      sent.current = value;
      setTyped(value);
    }
  }, [value]);

  const type = (text: string) => {
    setTyped(text);
    send(text);
  };
  return (
    <TextInput
      ref={input}
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      maxLength={200}
      w={isWide ? '100%' : { base: '100%', xs: 260 }}
      onChange={(event) => type(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed ? <CloseButton size="sm" aria-label={t('clearSearch')} onClick={() => type('')} /> : null
      }
    />
  );
}
