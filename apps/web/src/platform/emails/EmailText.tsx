import { ScrollableText } from '../ui/layout/ScrollableText.tsx';
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
    <ScrollableText className={`${classes.text} ${className ?? ''}`} data-dimmed={isDimmed || undefined}>
      {text}
    </ScrollableText>
  );
}
