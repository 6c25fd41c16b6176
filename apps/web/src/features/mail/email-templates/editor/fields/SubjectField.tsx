import { Popover, TextInput } from '@mantine/core';
import { templateLimits } from '@muster/contracts/mail/email-templates';
import { type Ref, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Variable } from '../../template.ts';
import { inBraces } from '../body/variable.ts';
import { SuggestionList } from './SuggestionList.tsx';
import { optionId, typedVariable, useSuggestions } from './use-suggestions.ts';
import { VariableMenu } from './VariableMenu.tsx';

/** The imperative handle of a text editor. */
export interface TextHandle {
  /** Selects a position. Line and column start at 1. */
  readonly show: (line: number, column: number) => void;
  /** Inserts a variable at the caret. */
  readonly insert: (name: string) => void;
}

interface SubjectFieldProps {
  ref?: Ref<Pick<TextHandle, 'show'>>;
  value: string;
  onChange: (value: string) => void;
  variables: readonly Variable[];
  isReadOnly: boolean;
  /** The id of the problem list, if the subject has problems. */
  describedBy: string | undefined;
}

/** The subject: one line of plain text, with variable suggestions at the caret. */
export function SubjectField({
  ref,
  value,
  onChange,
  variables,
  isReadOnly,
  describedBy,
}: SubjectFieldProps) {
  const t = useTranslations('emailTemplates');
  const input = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [next, setNext] = useState<{ start: number; end: number }>();
  // A subject is plain text, so links would not work in it.
  const usable = variables.filter(({ kind }) => kind === 'text');
  const typed = caret === null ? null : typedVariable(value.slice(0, caret));

  const insert = ({ name }: Variable, replaced: number) => {
    const at = input.current?.selectionStart ?? value.length;
    const end = input.current?.selectionEnd ?? at;
    const start = at - replaced;
    const after = value.slice(end).replace(replaced > 0 ? /^\s*\}\}/ : '', '');
    const text = inBraces(name);
    onChange((value.slice(0, start) + text + after).slice(0, templateLimits.subject));
    setNext({ start: start + text.length, end: start + text.length });
  };
  const suggestions = useSuggestions(typed?.query ?? null, usable, (variable) =>
    insert(variable, typed?.length ?? 0),
  );
  useLayoutEffect(() => {
    if (!next) return;
    input.current?.focus();
    input.current?.setSelectionRange(next.start, next.end);
    setCaret(null);
  }, [next]);
  useImperativeHandle(ref, () => ({
    show: (_, column) => {
      const start = Math.min(column - 1, value.length);
      const length = /^\{\{.*?(\}\}|$)|^\S*/.exec(value.slice(start))?.[0].length ?? 0;
      setNext({ start, end: start + length });
    },
  }));

  return (
    <Popover
      opened={suggestions.isOpen}
      position="bottom-start"
      width={320}
      withRoles={false}
      trapFocus={false}
      returnFocus={false}
    >
      <Popover.Target>
        <TextInput
          ref={input}
          label={t('field.subject')}
          description={isReadOnly ? undefined : t('field.subjectHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={value}
          maxLength={templateLimits.subject}
          readOnly={isReadOnly}
          autoComplete="off"
          error={describedBy !== undefined}
          aria-describedby={describedBy}
          aria-controls={suggestions.isOpen ? suggestions.id : undefined}
          aria-activedescendant={
            suggestions.isOpen && suggestions.marked
              ? optionId(suggestions.id, suggestions.marked)
              : undefined
          }
          onChange={(event) => {
            onChange(event.currentTarget.value);
            setCaret(event.currentTarget.selectionStart);
          }}
          onKeyDown={(event) => suggestions.handleKey(event)}
          onBlur={() => setCaret(null)}
          rightSection={
            isReadOnly ? null : (
              <VariableMenu
                isCompact
                variables={usable}
                label={t('variable.insertIntoSubject')}
                onChoose={(variable) => insert(variable, 0)}
              />
            )
          }
        />
      </Popover.Target>
      <Popover.Dropdown p={4}>
        <SuggestionList suggestions={suggestions} />
      </Popover.Dropdown>
    </Popover>
  );
}
