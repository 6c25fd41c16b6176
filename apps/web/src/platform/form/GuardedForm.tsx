import { useDraft } from './drafts.ts';
import { Form, type FormProps } from './Form.tsx';
import { UnsavedGuard } from './UnsavedGuard.tsx';

/**
 * A form that holds something worth keeping: asks before unsaved input is lost, and keeps it across a reload. Not for
 * passwords. Loads its dialog with the page, so that it is there when the server is not.
 */
export function GuardedForm<V extends Record<string, unknown>>(props: FormProps<V>) {
  const { form } = props;
  useDraft(form);
  return (
    <>
      <UnsavedGuard isDirty={form.isDirty} isSaved={form.isSaved} />
      <Form {...props} />
    </>
  );
}
