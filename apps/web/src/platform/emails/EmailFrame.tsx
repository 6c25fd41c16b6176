import { useElementSize } from '@mantine/hooks';
import classes from './EmailFrame.module.css';

interface EmailFrameProps {
  /** The whole mail, as it is sent. */
  html: string;
  /** What the frame is called by those who do not see it. */
  title: string;
  /** How wide the reader's window is; where there is less room the mail is shown smaller. */
  width: number;
  /** How much of the screen it takes. */
  height: number;
  scheme?: 'light' | 'dark';
  /** For a mail that is not the one that would be sent. */
  isDimmed?: boolean;
}

// A doctype first, or the mail would be laid out by the rules of the nineties. Links lead into a new window,
// which the sandbox does not open: a click here must not use up what the link is for.
const guard = [
  '<!doctype html>',
  '<meta http-equiv="Content-Security-Policy" content="',
  "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'",
  '">',
  '<base target="_blank">',
].join('');

const inTheDark = '(prefers-color-scheme: dark)';

/** A mail as its reader sees it: no script, no form, no way to anything of ours. */
export function EmailFrame({ html, title, width, height, scheme = 'light', isDimmed }: EmailFrameProps) {
  const { ref, width: room } = useElementSize();
  const scale = room > 0 ? Math.min(1, room / width) : 1;
  return (
    // The frame is laid out from its left, in every language.
    <div
      ref={ref}
      dir="ltr"
      className={classes.room}
      style={{ height }}
      data-scheme={scheme}
      data-dimmed={isDimmed || undefined}
    >
      <iframe
        title={title}
        className={classes.frame}
        sandbox=""
        referrerPolicy="no-referrer"
        // The reader's scheme is not that of who looks at this, so the mail is answered here.
        srcDoc={guard + html.replaceAll(inTheDark, scheme === 'dark' ? 'all' : 'not all')}
        style={{
          width: Math.max(width, room),
          height: height / scale,
          transform: scale < 1 ? `scale(${scale})` : undefined,
        }}
      />
    </div>
  );
}
