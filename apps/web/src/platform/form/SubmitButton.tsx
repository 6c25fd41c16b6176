import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';

interface SubmitButtonProps extends Omit<ButtonProps, 'type' | 'loading'> {
  form: { readonly isPending: boolean };
  children: ReactNode;
}

/** The form's submit button. Shows that a request is pending, and cannot be pressed twice. */
export function SubmitButton({ form, children, ...props }: SubmitButtonProps) {
  return (
    <Button type="submit" loading={form.isPending} {...props}>
      {children}
    </Button>
  );
}
