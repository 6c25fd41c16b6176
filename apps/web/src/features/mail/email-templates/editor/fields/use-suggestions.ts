import { useId, useState } from 'react';
import type { Variable } from '../../template.ts';

export interface Suggestions {
  readonly id: string;
  readonly isOpen: boolean;
  readonly items: readonly Variable[];
  readonly marked: Variable | undefined;
  readonly choose: (variable: Variable) => void;
  /** Handles arrows, Enter, Tab and Escape. @returns whether the list used the key */
  readonly handleKey: (event: Pick<KeyboardEvent, 'key' | 'preventDefault'>) => boolean;
}

/** The part of a variable typed before the caret: `""` right after `{{`; null if none is being typed. */
export function typedVariable(before: string): { query: string; length: number } | null {
  const found = /\{\{\s*([\w.]*)$/.exec(before);
  return found ? { query: found[1] ?? '', length: found[0].length } : null;
}

/**
 * The variables offered while somebody types one.
 * @param query the part typed so far; null while none is typed
 */
export function useSuggestions(
  query: string | null,
  variables: readonly Variable[],
  onChoose: (variable: Variable) => void,
): Suggestions {
  const id = useId();
  const [index, setIndex] = useState(0);
  const [isDismissed, setIsDismissed] = useState(false);
  const [last, setLast] = useState(query);
  if (query !== last) {
    setLast(query);
    setIndex(0);
    if (query === null) setIsDismissed(false);
  }
  const wanted = query?.toLowerCase() ?? '';
  const items = variables.filter(({ name, description }) =>
    [name, description].some((text) => text.toLowerCase().includes(wanted)),
  );
  const isOpen = query !== null && !isDismissed && items.length > 0;
  const marked = items[Math.min(index, items.length - 1)];

  const handleKey: Suggestions['handleKey'] = (event) => {
    if (!isOpen) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setIndex((index + step + items.length) % items.length);
    else if (event.key === 'Escape') setIsDismissed(true);
    else if ((event.key === 'Enter' || event.key === 'Tab') && marked) onChoose(marked);
    else return false;
    event.preventDefault();
    return true;
  };
  return { id, isOpen, items, marked, choose: onChoose, handleKey };
}

/** The element id of an entry, for `aria-activedescendant`. */
export function optionId(id: string, { name }: Variable): string {
  return `${id}-${name}`;
}
