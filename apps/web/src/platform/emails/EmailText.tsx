import classes from './EmailText.module.css';

interface EmailTextProps {
  text: string | null;
  /** Sets its height and border in the page. */
  className?: string | undefined;
  /** For a preview that is outdated. */
  isDimmed?: boolean;
}

/** The plain-text part of an e-mail. */
export function EmailText({ text, className, isDimmed }: EmailTextProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard
    <pre className={`${classes.text} ${className ?? ''}`} tabIndex={0} data-dimmed={isDimmed || undefined}>
      {text}
    </pre>
  );
}
