import { Stack, type StackProps } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { isUnauthenticated } from '../api/problem.ts';
import { ProblemAlert } from '../ui/feedback/ProblemAlert.tsx';
import { UnsavedGuard } from './UnsavedGuard.tsx';
import type { ContractForm } from './use-contract-form.ts';

interface FormProps<V extends Record<string, unknown>> {
  form: ContractForm<V>;
  /** Whether to ask before unsaved input is lost. Leave it out for sign-in forms. */
  isGuarded?: boolean;
  gap?: StackProps['gap'];
  children: ReactNode;
  'aria-label'?: string;
}

/**
 * The `<form>` of a contract form: submits on Enter, shows the problem above the fields, focuses the first
 * error.
 */
export function Form<V extends Record<string, unknown>>({
  form,
  isGuarded = false,
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
      {isGuarded ? <UnsavedGuard isDirty={form.isDirty} isSaved={form.isSaved} /> : null}
      <Stack gap={gap}>
        {/* If the session has ended, a dialog over the page says so; the form only keeps its values. */}
        {form.problem && !isUnauthenticated(form.problem) ? <ProblemAlert problem={form.problem} /> : null}
        {children}
      </Stack>
    </form>
  );
}
