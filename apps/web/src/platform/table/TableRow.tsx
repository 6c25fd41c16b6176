import { Checkbox } from '@mantine/core';
import { FlexRender, type Row as TanStackRow } from '@tanstack/react-table';
import type { MouseEvent, ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import type { Identified, listFeatures } from './columns.ts';
import classes from './DataTable.module.css';
import { RowMenu } from './RowMenu.tsx';

interface TableRowProps<Row extends Identified> {
  row: TanStackRow<typeof listFeatures, Row>;
  name: string;
  isSelectable: boolean;
  isSelected: boolean;
  to: string | undefined;
  /** Undefined where the table has no menus; null where this row has none. */
  menu: ReactNode;
}

/** One row; a click anywhere on it that means nothing else opens it. */
export function TableRow<Row extends Identified>({
  row,
  name,
  isSelectable,
  isSelected,
  to,
  menu,
}: TableRowProps<Row>) {
  const t = useTranslations('platform.table');
  const navigate = useNavigate();
  const open = (event: MouseEvent<HTMLTableRowElement>) => {
    const target = event.target as HTMLElement;
    // Portals (menus, tooltips) bubble through React too, so the click must be inside this very row.
    const isElsewhere =
      !event.currentTarget.contains(target) || target.closest('a, button, input, label, time');
    if (to && !isElsewhere && window.getSelection()?.isCollapsed !== false) navigate(to);
  };
  return (
    <tr onClick={open} data-to={to ? true : undefined} data-selected={isSelected || undefined}>
      {isSelectable ? (
        <td className={classes.select}>
          <Checkbox
            size="xs"
            aria-label={t('select', { name })}
            checked={isSelected}
            onClick={row.getToggleSelectedHandler()}
            onChange={() => undefined}
          />
        </td>
      ) : null}
      {row.getAllCells().map((cell) => {
        const { header, align, onPhone = 'line' } = cell.column.columnDef.meta ?? {};
        return (
          <td key={cell.id} data-label={header} data-align={align} data-phone={onPhone}>
            <FlexRender cell={cell} />
          </td>
        );
      })}
      {menu === undefined ? null : (
        <td className={classes.menu}>{menu === null ? null : <RowMenu name={name}>{menu}</RowMenu>}</td>
      )}
    </tr>
  );
}
