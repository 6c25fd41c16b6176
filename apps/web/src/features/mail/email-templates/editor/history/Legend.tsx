import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './history.module.css';

/** The rich-text tags of a legend's message. */
export const legendTags = {
  ins: (words: ReactNode) => <ins>{words}</ins>,
  del: (words: ReactNode) => <del>{words}</del>,
};

/** Explains the marks of a diff. */
export function Legend({ children }: { children: ReactNode }) {
  return (
    <Text size="xs" c="dimmed" className={classes.legend}>
      {children}
    </Text>
  );
}
