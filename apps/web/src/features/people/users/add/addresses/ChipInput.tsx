import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import classes from './addresses.module.css';

interface ChipInputProps {
  text: string;
  label: string;
  /** With the text as it is at the end; with the old one where nothing shall change. */
  onEnd: (text: string) => void;
}

/** A chip while it is corrected: Enter and leaving keep the change, Escape does not. */
export function ChipInput({ text, label, onEnd }: ChipInputProps) {
  const [typed, setTyped] = useState(text);
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const end = (result: string) => {
    // The field loses the focus because it goes away; that is no second end.
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
      // A click anywhere in the box around it goes to the field for more addresses.
      onMouseDown={(event) => event.stopPropagation()}
      onClick={(event) => event.stopPropagation()}
    />
  );
}
