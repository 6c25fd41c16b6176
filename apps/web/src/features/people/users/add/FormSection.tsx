import { Stack, Text } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './AddUsersForm.module.css';

interface FormSectionProps {
  title: string;
  description?: string;
  /** Beside the title, e.g. a link. */
  aside?: ReactNode;
  children: ReactNode;
}

/** One step of the form. */
export function FormSection({ title, description, aside, children }: FormSectionProps) {
  const heading = useId();
  return (
    <section className={classes.section} aria-labelledby={heading}>
      <div className={classes.head}>
        <h2 id={heading} className={classes.legend}>
          {title}
        </h2>
        {aside}
      </div>
      {description ? (
        <Text size="sm" c="dimmed" mb="sm">
          {description}
        </Text>
      ) : null}
      <Stack gap="sm">{children}</Stack>
    </section>
  );
}
