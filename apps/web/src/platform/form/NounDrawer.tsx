import type { CallResult, Endpoint } from '@muster/contracts/kit/endpoint';
import type { ReactNode } from 'react';
import { notify } from '../notify.tsx';
import { RouteDrawer, useCloseDrawer } from '../ui/layout/RouteDrawer.tsx';
import { Form } from './Form.tsx';
import { GuardedForm } from './GuardedForm.tsx';
import { SubmitButton } from './SubmitButton.tsx';
import { type ContractForm, type ContractFormOptions, useContractForm } from './use-contract-form.ts';

type Values = Record<string, unknown>;

interface DrawerFormOptions<E, V> extends Omit<ContractFormOptions<E, V>, 'onSuccess'> {
  /** The path of the page behind the drawer. */
  readonly backTo: string;
  /** The text of the notice after success. */
  readonly done: (result: CallResult<E>) => string;
  /** Where to go after success, instead of back to the page behind. */
  readonly onDone?: ((result: CallResult<E>) => void) | undefined;
}

/** A form in a drawer; pass it to `NounDrawer`. */
interface DrawerForm<V extends Values> extends ContractForm<V> {
  readonly backTo: string;
}

/**
 * A form for one endpoint in a drawer beside a page: says when it is done, and closes the drawer.
 * @param endpoint the endpoint that creates or changes the thing
 */
export function useDrawerForm<const E extends Endpoint, V extends Values>(
  endpoint: E,
  { backTo, done, onDone, ...options }: DrawerFormOptions<E, V>,
): DrawerForm<V> {
  const close = useCloseDrawer(backTo);
  const form = useContractForm(endpoint, {
    ...options,
    onSuccess: (result) => {
      notify(done(result));
      if (onDone) onDone(result);
      else close();
    },
  });
  return { ...form, backTo };
}

interface NounDrawerProps<V extends Values> {
  title: string;
  form: DrawerForm<V>;
  /** The text of the submit button. */
  submit: string;
  /** Does not ask before unsaved input is lost; for forms that hold nothing worth keeping. */
  isUnguarded?: boolean;
  /** The fields. */
  children: ReactNode;
}

/** Creates or edits a thing beside its list or page, at a path of its own: title, fields, submit button. */
export function NounDrawer<V extends Values>({
  title,
  form,
  submit,
  isUnguarded = false,
  children,
}: NounDrawerProps<V>) {
  const FormKind = isUnguarded ? Form : GuardedForm;
  return (
    <RouteDrawer title={title} backTo={form.backTo}>
      <FormKind form={form}>
        {children}
        <SubmitButton form={form}>{submit}</SubmitButton>
      </FormKind>
    </RouteDrawer>
  );
}
