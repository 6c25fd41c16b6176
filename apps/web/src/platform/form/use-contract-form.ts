import { type UseFormReturnType, useForm } from '@mantine/form';
import { defined } from '@muster/contracts/kit/defined';
import type { CallInput, CallResult, Endpoint } from '@muster/contracts/kit/endpoint';
import { type RefObject, useRef, useState } from 'react';
import { useCommand } from '../api/command.ts';
import type { Noun } from '../api/invalidation.ts';
import type { ProblemCode, ProblemError } from '../api/problem.ts';
import { checkBody, sortErrors } from './field-errors.ts';
import { useIssueText } from './use-issue-text.ts';

type Values = Record<string, unknown>;

export interface ContractFormOptions<E, V> {
  readonly initialValues: V;
  /**
   * Converts the form's values to the call's input; the fields may differ from the body's. A PATCH leaves out the fields
   * that are as the initial values make them.
   */
  readonly toInput: (values: V, initial: V) => CallInput<E>;
  readonly invalidates: readonly Noun[];
  /** The form counts as saved by now, so leaving the page does not ask. */
  readonly onSuccess: (result: CallResult<E>, values: V) => unknown;
  /** Errors that belong to one field, e.g. `{ group_exists: 'name' }`; others appear above the form. */
  readonly fieldFor?: Partial<Record<ProblemCode, keyof V & string>> | undefined;
  /** For problems that end the form, e.g. a link that is used up. */
  readonly onProblem?: ((problem: ProblemError) => void) | undefined;
  /** Rules the contract does not know, e.g. that two passwords are equal. Error texts by field; undefined for none. */
  readonly alsoCheck?: ((values: V) => { readonly [K in keyof V & string]?: string | undefined }) | undefined;
}

export interface ContractForm<V extends Values> {
  /** Mantine's form, for anything that `field` does not cover. */
  readonly form: UseFormReturnType<V>;
  readonly values: V;
  /** Props for an input: `<TextInput label={t('email')} {...field('email')} />`. */
  readonly field: UseFormReturnType<V>['getInputProps'];
  /** Props for a checkbox or switch. */
  readonly toggle: (path: keyof V & string) => ReturnType<UseFormReturnType<V>['getInputProps']>;
  readonly isPending: boolean;
  readonly isDirty: boolean;
  /** The problem, if it belongs to no field. */
  readonly problem: ProblemError | null;
  /** The API's last refusal, even if it is shown at a field. */
  readonly refusal: ProblemError | null;
  /** Incremented by each refusal; `Form` then focuses the first invalid field. */
  readonly refusals: number;
  /** True after success, so that the unsaved-changes guard does not ask. */
  readonly isSaved: RefObject<boolean>;
  readonly submit: () => void;
}

/**
 * A form for one endpoint: validated by the contract's body schema, submitted once at a time, with the
 * server's errors shown at their fields. Render it with `Form`.
 */
export function useContractForm<const E extends Endpoint, V extends Values>(
  endpoint: E,
  options: ContractFormOptions<E, V>,
): ContractForm<V> {
  const issueText = useIssueText();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [refusals, setRefusals] = useState(0);
  const isSaved = useRef(false);
  /** The values that were saved: a button that did its work is not pressed twice. */
  const saved = useRef<V>(undefined);
  const form = useForm<V>({ initialValues: options.initialValues, clearInputErrorOnChange: true });
  const fields = new Set(Object.keys(options.initialValues));
  const refuse = () => setRefusals((count) => count + 1);

  const command = useCommand(endpoint, {
    invalidates: options.invalidates,
    onSuccess: (result) => {
      isSaved.current = true;
      form.resetDirty();
      saved.current = form.getValues();
      options.onSuccess(result, form.getValues());
    },
    onError: (failure) => {
      const { byField, others } = sortErrors(failure.errors, fields);
      const owner = options.fieldFor?.[failure.code];
      // The response takes precedence in naming the field; `fieldFor` is for responses that do not.
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
    if (saved.current === values) return;
    const initial = form.getInitialValues();
    const whole = options.toInput(values, initial);
    const input = endpoint.method === 'PATCH' ? onlyChanges(whole, options.toInput(initial, initial)) : whole;
    const found = [...checkBody(endpoint, (input as { body?: unknown }).body)];
    const errors = Object.fromEntries(
      found.map(([path, issue]) => [ownField(path, fields), issueText(issue)]),
    );
    Object.assign(errors, defined(options.alsoCheck?.(values) ?? {}));
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

/** The fields of a body that the person changed, so that two people who change different ones do not undo each other. */
function onlyChanges<I>(input: I, initial: I): I {
  const [after, before] = [input, initial] as { body?: Record<string, unknown> }[];
  const changed = Object.entries(after?.body ?? {}).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before?.body?.[field]),
  );
  return { ...input, body: Object.fromEntries(changed) };
}

/** Maps issues inside a field (`groupIds.0`) to the field. */
function ownField(path: string, fields: ReadonlySet<string>): string {
  const [first = path] = path.split('.');
  return fields.has(first) ? first : path;
}
