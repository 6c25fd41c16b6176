import type { Locale } from '@muster/contracts/kit/primitives';
import { useMemo, useState } from 'react';
import type { Template, TemplateText } from '../template.ts';
import { tidyBody } from './body/body-html.ts';
import { isLossless } from './body/lossless.ts';

/** What is typed and not saved, and the text it was made from. */
interface Draft {
  readonly base: Template;
  readonly text: TemplateText;
}

/** A text that is being edited. */
export interface EditedText {
  readonly text: TemplateText;
  readonly change: (text: Partial<TemplateText>) => void;
  /** Takes a text that was saved, restored or reset; typed words give way unless they are newer than it. */
  readonly adopt: (saved: Template, sent?: TemplateText) => void;
  readonly isDirty: boolean;
  /** The version the edited text was made from. */
  readonly version: number;
  /** Somebody saved another text since then. */
  readonly isOutdated: boolean;
}

/** Unsaved texts, one for each language, so that looking at another language loses none. */
export function useDrafts() {
  const [drafts, setDrafts] = useState<Partial<Record<Locale, Draft>>>({});
  const unsaved = Object.keys(drafts) as Locale[];
  const put = (locale: Locale, change: (draft: Draft | undefined) => Draft | undefined) =>
    setDrafts(({ [locale]: draft, ...others }) => {
      const next = change(draft);
      return next ? { ...others, [locale]: next } : others;
    });
  return { drafts, unsaved, put };
}

/**
 * The text of one language: what is typed, else what is saved.
 * @param template what is saved, as the API last said
 */
export function useEditedText({ drafts, put }: ReturnType<typeof useDrafts>, template: Template): EditedText {
  const { locale } = template;
  const draft = drafts[locale];
  const base = draft?.base ?? template;
  const saved = useMemo(() => textOf(base), [base]);
  const text = draft?.text ?? saved;
  return {
    text,
    change: (part) =>
      put(locale, (current) => {
        const next = { ...(current?.text ?? saved), ...part };
        return isSame(next, saved) ? undefined : { base, text: next };
      }),
    adopt: (newer, sent) =>
      put(locale, (current) => {
        const isTypedSince = current && sent && !isSame(current.text, sent);
        return isTypedSince ? { base: newer, text: current.text } : undefined;
      }),
    isDirty: draft !== undefined,
    version: base.version,
    isOutdated: base.version !== template.version,
  };
}

/** A saved text as the editor writes it, so that opening it is no change. */
export function textOf({ subject, body }: TemplateText): TemplateText {
  return { subject, body: isLossless(body) ? tidyBody(body) : body };
}

function isSame(one: TemplateText, other: TemplateText): boolean {
  return one.subject === other.subject && one.body === other.body;
}
