import { Stack } from '@mantine/core';
import type { Permission } from '@muster/contracts/catalogue';
import { IconPlus, type TablerIcon } from '@tabler/icons-react';
import type { ComponentProps, ReactNode } from 'react';
import { Outlet } from 'react-router-dom';
import type { List } from '../../api/query.ts';
import { Can } from '../../session/me.tsx';
import { EmptyState } from '../../ui/feedback/EmptyState.tsx';
import { ButtonLink } from '../../ui/layout/ButtonLink.tsx';
import { PageHeader } from '../../ui/layout/PageHeader.tsx';
import type { Identified } from '../grid/columns.ts';
import { DataTable } from '../grid/DataTable.tsx';
import { ListToolbar } from './ListToolbar.tsx';
import { SearchField } from './SearchField.tsx';
import type { ListQuery } from './use-list-query.ts';

type TableProps<Row extends Identified> = Pick<
  ComponentProps<typeof DataTable<Row>>,
  'columns' | 'rowName' | 'rowTo' | 'rowMenu' | 'bulkActions'
>;

interface NounListPageProps<Row extends Identified, Q> extends TableProps<Row> {
  /** The heading of the page and the accessible name of the table. */
  title: string;
  description?: string;
  /** Above the heading, e.g. a link back. */
  above?: ReactNode;
  /** Beside the heading, e.g. a link to the documentation. */
  links?: ReactNode;
  /** Below a page that has the heading already, as a tab. */
  isTab?: boolean;
  list: List<Row>;
  /** Search, filters and sort in the address, if the list has any. */
  address?: ListQuery<Q>;
  /** How the list is sorted unless the address says otherwise. Without it, columns do not sort. */
  defaultSort?: string;
  /** Where new ones are made, for those who may. */
  add?: { readonly to: string; readonly label: string; readonly permission: Permission };
  /** What the search field searches. Without it, there is none. */
  search?: string | undefined;
  /** `FilterMenu`s, and buttons for all matches. */
  filters?: ReactNode;
  /** The number of matches, as text. */
  total?: (count: number) => string;
  empty: {
    readonly icon: TablerIcon;
    readonly title: string;
    readonly text: string;
    /** Instead of the button that makes a new one. */
    readonly action?: ReactNode;
    /** Below the text, e.g. an example. */
    readonly more?: ReactNode;
  };
  /** Between the heading and the list. */
  notice?: ReactNode;
  /** Dialogs that the menus of the rows open. */
  children?: ReactNode;
}

/**
 * The page that lists a noun: heading, new button, search, filters, total, table, and what an empty list says. A
 * drawer below its route opens beside it. A short list, without search and filters, hides its total and its new button
 * while it is empty, because the empty state offers the button.
 */
export function NounListPage<Row extends Identified, Q extends { q?: unknown; sort?: unknown }>(
  props: NounListPageProps<Row, Q>,
) {
  const { title, description, above, links, list, address, defaultSort, empty, search, filters, total } =
    props;
  const { rowTo, rowMenu, bulkActions } = props;
  const change = (changes: { q?: string; sort?: string }) =>
    address?.patch(changes as Parameters<ListQuery<Q>['patch']>[0]);
  const isShort = search === undefined && filters === undefined;
  const hasHead = !isShort || list.rows.length > 0;
  const addButton = props.add ? (
    <Can permission={props.add.permission}>
      <ButtonLink to={props.add.to} icon={IconPlus} isMain>
        {props.add.label}
      </ButtonLink>
    </Can>
  ) : null;
  const emptyState = (
    <EmptyState icon={empty.icon} title={empty.title} action={empty.action ?? addButton}>
      {empty.text}
    </EmptyState>
  );
  return (
    <>
      {props.isTab ? null : (
        <PageHeader
          title={title}
          description={description}
          above={above}
          actions={
            links || addButton ? (
              <>
                {links}
                {hasHead ? addButton : null}
              </>
            ) : undefined
          }
        />
      )}
      {props.notice}
      {total && hasHead ? (
        <ListToolbar
          total={list.total === undefined ? undefined : total(list.total)}
          isFiltered={address?.isFiltered}
          onClear={isShort ? undefined : address?.clear}
        >
          {search === undefined ? null : (
            <SearchField
              label={search}
              value={address?.query.q as string | undefined}
              onChange={(q) => change({ q })}
            />
          )}
          {filters}
        </ListToolbar>
      ) : null}
      <DataTable<Row>
        label={title}
        list={list}
        columns={props.columns}
        rowName={props.rowName}
        rowTo={rowTo}
        rowMenu={rowMenu}
        bulkActions={bulkActions}
        sort={
          defaultSort
            ? {
                value: (address?.query.sort as string | undefined) ?? defaultSort,
                onChange: (sort) => change({ sort }),
              }
            : undefined
        }
        isFiltered={!isShort && address?.isFiltered}
        onClearFilters={address?.clear}
        empty={
          empty.more ? (
            <Stack align="center" gap={0}>
              {emptyState}
              {empty.more}
            </Stack>
          ) : (
            emptyState
          )
        }
      />
      {props.children}
      <Outlet />
    </>
  );
}
