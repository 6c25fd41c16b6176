import { useCallback, useState } from 'react';

interface Asked<T> {
  /** What is asked about. Still there while the dialog closes, so that its words do not go before it does. */
  readonly asked: T | undefined;
  readonly isOpen: boolean;
  readonly ask: (about: T) => void;
  readonly close: () => void;
}

/** What the one dialog beside many menus asks about. */
export function useAsked<T>(): Asked<T> {
  const [state, setState] = useState<{ about: T; isOpen: boolean }>();
  const ask = useCallback((about: T) => setState({ about, isOpen: true }), []);
  const close = useCallback(() => setState((last) => last && { ...last, isOpen: false }), []);
  return { asked: state?.about, isOpen: state?.isOpen ?? false, ask, close };
}
