import { Stack, type StackProps } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { isUnauthenticated } from '../api/problem.ts';
import { ProblemAlert } from '../ui/feedback/ProblemAlert.tsx';
import type { ContractForm } from './use-contract-form.ts';

export interface FormProps<V extends Record<string, unknown>> {
  form: ContractForm<V>;
  gap?: StackProps['gap'];
  children: ReactNode;
  'aria-label'?: string;
}

/**
 * The `<form>` of a contract form: submits on Enter, shows the problem above the fields, focuses the first
 * error. `GuardedForm` also keeps what is typed.
 */
export function Form<V extends Record<string, unknown>>({
  form,
  gap = 'md',
  children,
  ...labels
}: FormProps<V>) {
  const element = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (form.refusals === 0) return;
    const invalid = element.current?.querySelector<HTMLElement>(
      '[aria-invalid="true"], [data-error="true"] input',
    );
    (invalid ?? element.current?.querySelector<HTMLElement>('[data-problem]'))?.focus();
  }, [form.refusals]);

  return (
    <form
      ref={element}
      noValidate
      aria-busy={form.isPending}
      onSubmit={(event) => {
        event.preventDefault();
        // A form inside a dialog can be in another form's React tree; its submit event must not reach the
        // outer form.
        event.stopPropagation();
        form.submit();
      }}
      {...labels}
    >
      <Stack gap={gap}>
        {/* If the session has ended, a dialog over the page says so; the form only keeps its values. */}
        {form.problem && !isUnauthenticated(form.problem) ? <ProblemAlert problem={form.problem} /> : null}
        {children}
      </Stack>
    </form>
  );
}
