import { ScrollableText } from '../layout/ScrollableText.tsx';
import classes from './CodeSample.module.css';
import { CopyButton } from './CopyButton.tsx';

interface CodeSampleProps {
  /** Its label, e.g. "curl". */
  label: string;
  children: string;
}

/** A code sample with a copy button. */
export function CodeSample({ label, children }: CodeSampleProps) {
  return (
    <figure className={classes.sample}>
      <figcaption className={classes.head}>
        <span>{label}</span>
        <CopyButton value={children} what={label} size="compact-xs" variant="subtle" />
      </figcaption>
      <ScrollableText className={classes.code}>
        <code>{children}</code>
      </ScrollableText>
    </figure>
  );
}
