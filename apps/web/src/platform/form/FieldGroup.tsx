import { Input } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface FieldGroupProps {
  /** The accessible name; or `labelledBy`, the id of a visible one. */
  label?: string;
  labelledBy?: string;
  error?: ReactNode;
  children: ReactNode;
}

/** Several inputs that are one field of a form, with their error below them. */
export function FieldGroup({ label, labelledBy, error, children }: FieldGroupProps) {
  const errorId = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame, and its legend is always its first line
    <div
      role="group"
      aria-label={label}
      aria-labelledby={labelledBy}
      aria-describedby={error ? errorId : undefined}
      data-error={error ? true : undefined}
    >
      {children}
      {error ? (
        <Input.Error id={errorId} mt={6}>
          {error}
        </Input.Error>
      ) : null}
    </div>
  );
}
