import type { Locale } from '@muster/contracts/kit/primitives';
import { useMemo, useState } from 'react';
import type { Template, TemplateText } from '../template.ts';
import { tidyBody } from './body/body-html.ts';
import { isLossless } from './body/lossless.ts';

/** Unsaved text, and the saved text it is based on. */
interface Draft {
  readonly base: Template;
  readonly text: TemplateText;
}

/** A text that is being edited. */
export interface EditedText {
  readonly text: TemplateText;
  readonly change: (text: Partial<TemplateText>) => void;
  /** Adopts a text that was saved, restored or reset. Typed text is replaced unless it is newer. */
  readonly adopt: (saved: Template, sent?: TemplateText) => void;
  readonly isDirty: boolean;
  /** The version the edited text is based on. */
  readonly version: number;
  /** Whether somebody has saved another text since then. */
  readonly isOutdated: boolean;
}

/** Unsaved texts by language, so that switching the language loses none. */
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
 * The text of one language: the unsaved text, or else the saved one.
 * @param template the saved text, as last received from the API
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

/** Normalises a saved text to the editor's own form, so that opening it does not count as a change. */
export function textOf({ subject, body }: TemplateText): TemplateText {
  return { subject, body: isLossless(body) ? tidyBody(body) : body };
}

function isSame(one: TemplateText, other: TemplateText): boolean {
  return one.subject === other.subject && one.body === other.body;
}
