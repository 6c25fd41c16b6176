import classes from './EmailText.module.css';

interface EmailTextProps {
  text: string | null;
  /** Its place in the page: height, and lines around it. */
  className?: string | undefined;
  /** For a text that is not the one that would be sent. */
  isDimmed?: boolean;
}

/** The plain-text twin of a mail. */
export function EmailText({ text, className, isDimmed }: EmailTextProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard
    <pre className={`${classes.text} ${className ?? ''}`} tabIndex={0} data-dimmed={isDimmed || undefined}>
      {text}
    </pre>
  );
}
