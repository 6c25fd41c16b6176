import type { ComponentProps } from 'react';

/** Preformatted text that scrolls, also by keyboard. */
export function ScrollableText(props: Omit<ComponentProps<'pre'>, 'tabIndex'>) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls only what has the focus
  return <pre {...props} tabIndex={0} />;
}
