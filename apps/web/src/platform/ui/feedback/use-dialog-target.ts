import { useCallback, useState } from 'react';

interface DialogTarget<T> {
  /**
   * What the dialog is about. It stays set while the dialog closes, so that the text does not disappear
   * first.
   */
  readonly target: T | undefined;
  readonly isOpen: boolean;
  readonly open: (about: T) => void;
  readonly close: () => void;
}

/** The state of one dialog that many menus open. */
export function useDialogTarget<T>(): DialogTarget<T> {
  const [state, setState] = useState<{ about: T; isOpen: boolean }>();
  const open = useCallback((about: T) => setState({ about, isOpen: true }), []);
  const close = useCallback(() => setState((last) => last && { ...last, isOpen: false }), []);
  return { target: state?.about, isOpen: state?.isOpen ?? false, open, close };
}
