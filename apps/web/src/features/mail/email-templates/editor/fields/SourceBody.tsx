import { Textarea } from '@mantine/core';
import { templateLimits } from '@muster/contracts/mail/email-templates';
import { useImperativeHandle, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { inBraces } from '../body/variable.ts';
import type { BodyEditorProps } from '../visual/VisualBody.tsx';

/** The body as HTML, for people who prefer it and for content the visual editor does not support. */
export function SourceBody({ ref, value, onChange, isReadOnly, describedBy }: BodyEditorProps) {
  const t = useTranslations('emailTemplates');
  const input = useRef<HTMLTextAreaElement>(null);
  const select = (start: number, end: number) => {
    input.current?.focus();
    input.current?.setSelectionRange(start, end);
  };
  useImperativeHandle(ref, () => ({
    show: (line, column) => {
      const lines = value.split('\n');
      const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
      const start = Math.min(before + column - 1, value.length);
      const length = /^\{\{.*?(?:\}\}|$)|^<[^>\n]*>?|^\S*/.exec(value.slice(start))?.[0].length ?? 0;
      select(start, start + length);
    },
    insert: (name) => {
      const { selectionStart: start = value.length, selectionEnd: end = start } = input.current ?? {};
      const text = inBraces(name);
      onChange(value.slice(0, start) + text + value.slice(end));
      requestAnimationFrame(() => select(start + text.length, start + text.length));
    },
  }));
  return (
    <Textarea
      ref={input}
      aria-label={t('field.source')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={templateLimits.body}
      readOnly={isReadOnly}
      autosize
      minRows={14}
      maxRows={32}
      spellCheck={false}
      error={describedBy !== undefined}
      aria-describedby={describedBy}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
    />
  );
}
