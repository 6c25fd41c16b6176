import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import classes from './addresses.module.css';

interface ChipInputProps {
  text: string;
  label: string;
  /** Called with the final text; with the old one if the edit was cancelled. */
  onEnd: (text: string) => void;
}

/** A chip while being edited: Enter and leaving apply the change, Escape cancels it. */
export function ChipInput({ text, label, onEnd }: ChipInputProps) {
  const [typed, setTyped] = useState(text);
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const end = (result: string) => {
    // Removing the field blurs it; the edit must not end twice.
    if (isOver.current) return;
    isOver.current = true;
    onEnd(result);
  };
  const handleKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    const field = event.currentTarget
      .closest('[data-chips]')
      ?.querySelector<HTMLElement>('input[data-field]');
    end(event.key === 'Enter' ? typed.trim() : text);
    field?.focus();
  };
  return (
    <input
      ref={input}
      className={classes.edit}
      aria-label={label}
      value={typed}
      size={Math.max(18, typed.length)}
      inputMode="email"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={handleKey}
      onBlur={() => end(typed.trim())}
      // A click in the surrounding box would focus the field for more addresses.
      onMouseDown={(event) => event.stopPropagation()}
      onClick={(event) => event.stopPropagation()}
    />
  );
}
