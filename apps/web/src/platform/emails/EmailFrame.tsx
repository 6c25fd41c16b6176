import { useElementSize } from '@mantine/hooks';
import classes from './EmailFrame.module.css';

interface EmailFrameProps {
  /** The complete HTML, as sent. */
  html: string;
  /** The accessible name of the frame. */
  title: string;
  /** The width of the recipient's window in pixels. With less room, the e-mail is scaled down. */
  width: number;
  /** The height on screen in pixels. */
  height: number;
  scheme?: 'light' | 'dark';
  /** For a preview that is outdated. */
  isDimmed?: boolean;
}

// The doctype avoids quirks mode. Links target a new window, which the sandbox blocks: a click in the preview
// must not use up a single-use link.
const guard = [
  '<!doctype html>',
  '<meta http-equiv="Content-Security-Policy" content="',
  "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'",
  '">',
  '<base target="_blank">',
].join('');

const inTheDark = '(prefers-color-scheme: dark)';

/** An e-mail as its recipient sees it, in a sandboxed frame without scripts, forms or access to the app. */
export function EmailFrame({ html, title, width, height, scheme = 'light', isDimmed }: EmailFrameProps) {
  const { ref, width: room } = useElementSize();
  const scale = room > 0 ? Math.min(1, room / width) : 1;
  return (
    // The frame is positioned from the left in every language.
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
        // The recipient's colour scheme differs from the viewer's, so the media queries are resolved here.
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
