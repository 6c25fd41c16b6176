import { Badge, Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ComponentPropsWithRef } from 'react';
import classes from '../grid/DataTable.module.css';

interface FilterButtonProps
  extends Pick<ComponentPropsWithRef<'button'>, 'ref' | 'onClick' | 'aria-haspopup' | 'aria-expanded'> {
  isActive: boolean;
  /** The number of active choices, if it should be shown. */
  count?: number | undefined;
  children: string;
}

/**
 * The button that opens a filter. Works as the target of a `Menu` or `Combobox`: it passes on their props and
 * ref.
 */
export function FilterButton({ isActive, count = 0, children, ...target }: FilterButtonProps) {
  return (
    <Button
      {...target}
      variant="default"
      fw={400}
      rightSection={<IconChevronDown size={14} aria-hidden />}
      className={classes.filter}
      mod={{ active: isActive }}
    >
      {children}
      {count > 0 ? (
        <Badge size="sm" ms={6} circle>
          {count}
        </Badge>
      ) : null}
    </Button>
  );
}
