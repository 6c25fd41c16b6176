import { type UseFormReturnType, useForm } from '@mantine/form';
import type { CallInput, CallResult, Endpoint } from '@muster/contracts/kit/endpoint';
import { type RefObject, useRef, useState } from 'react';
import { useCommand } from '../api/command.ts';
import type { Noun } from '../api/invalidation.ts';
import type { ProblemCode, ProblemError } from '../api/problem.ts';
import { checkBody, sortErrors } from './field-errors.ts';
import { useIssueText } from './use-issue-text.ts';

type Values = Record<string, unknown>;

interface ContractFormOptions<E, V> {
  readonly initialValues: V;
  /** Makes the call out of what was typed: the form's fields need not be the body's. */
  readonly toInput: (values: V) => CallInput<E>;
  readonly invalidates: readonly Noun[];
  /** The form counts as saved already, so leaving the page here asks nothing. */
  readonly onSuccess: (result: CallResult<E>, values: V) => unknown;
  /** Errors that belong to one field, e.g. `{ group_exists: 'name' }`; others stand above the form. */
  readonly fieldFor?: Partial<Record<ProblemCode, keyof V & string>>;
  /** For problems that end the form, e.g. a link that is used up. */
  readonly onProblem?: (problem: ProblemError) => void;
  /** Rules the contract does not know, e.g. that two passwords are equal. Error texts by field. */
  readonly alsoCheck?: (values: V) => Partial<Record<keyof V & string, string>>;
}

export interface ContractForm<V extends Values> {
  /** Mantine's form, for what goes beyond `field`. */
  readonly form: UseFormReturnType<V>;
  readonly values: V;
  /** Props for an input: `<TextInput label={t('email')} {...field('email')} />`. */
  readonly field: UseFormReturnType<V>['getInputProps'];
  /** Props for a checkbox or switch. */
  readonly toggle: (path: keyof V & string) => ReturnType<UseFormReturnType<V>['getInputProps']>;
  readonly isPending: boolean;
  readonly isDirty: boolean;
  /** What went wrong and belongs to no field. */
  readonly problem: ProblemError | null;
  /** What the API refused last, also where it stands at a field. */
  readonly refusal: ProblemError | null;
  /** Raised by each refusal; `Form` then focuses the first invalid field. */
  readonly refusals: number;
  /** True from success on, so that the unsaved-changes guard lets go. */
  readonly isSaved: RefObject<boolean>;
  readonly submit: () => void;
}

/**
 * A form over one endpoint: checked by the contract's body schema, sent once at a time, and what the server
 * refuses stands at the field it belongs to. Render it with `Form`.
 */
export function useContractForm<const E extends Endpoint, V extends Values>(
  endpoint: E,
  options: ContractFormOptions<E, V>,
): ContractForm<V> {
  const issueText = useIssueText();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [refusals, setRefusals] = useState(0);
  const isSaved = useRef(false);
  const form = useForm<V>({ initialValues: options.initialValues, clearInputErrorOnChange: true });
  const fields = new Set(Object.keys(options.initialValues));
  const refuse = () => setRefusals((count) => count + 1);

  const command = useCommand(endpoint, {
    invalidates: options.invalidates,
    onSuccess: (result) => {
      isSaved.current = true;
      form.resetDirty();
      options.onSuccess(result, form.getValues());
    },
    onError: (failure) => {
      const { byField, others } = sortErrors(failure.errors, fields);
      const owner = options.fieldFor?.[failure.code];
      // The answer knows best which field it is about; the form's own opinion is for answers that do not say.
      if (owner && byField.size === 0) byField.set(owner, failure.detail ?? failure.title);
      if (byField.size > 0) form.setErrors(Object.fromEntries(byField));
      if (byField.size === 0 || others.length > 0) setProblem(failure);
      refuse();
      options.onProblem?.(failure);
    },
  });

  const submit = () => {
    if (command.isPending) return;
    const values = form.getValues();
    const input = options.toInput(values);
    const found = [...checkBody(endpoint, (input as { body?: unknown }).body)];
    const errors = Object.fromEntries(
      found.map(([path, issue]) => [ownField(path, fields), issueText(issue)]),
    );
    Object.assign(errors, options.alsoCheck?.(values));
    form.setErrors(errors);
    setProblem(null);
    if (Object.keys(errors).length > 0) return refuse();
    isSaved.current = false;
    command.mutate(input);
  };

  return {
    form,
    values: form.values,
    field: form.getInputProps,
    toggle: (path) =>
      form.getInputProps(path as Parameters<typeof form.getInputProps>[0], { type: 'checkbox' }),
    isPending: command.isPending,
    isDirty: form.isDirty(),
    problem,
    refusal: command.error,
    refusals,
    isSaved,
    submit,
  };
}

/** Issues inside a field (`groupIds.0`) show at the field. */
function ownField(path: string, fields: ReadonlySet<string>): string {
  const [first = path] = path.split('.');
  return fields.has(first) ? first : path;
}
