import { Button, Menu, Text } from '@mantine/core';
import { savedViews } from '@muster/contracts/people/saved-views';
import {
  IconBookmark,
  IconCheck,
  IconChevronDown,
  IconDeviceFloppy,
  IconPencil,
  IconPlus,
  IconRestore,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../../platform/api/query.ts';
import { paths } from '../../../../platform/paths.ts';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { MenuLink } from '../../../../platform/ui/layout/MenuLink.tsx';
import type { UsersQuery } from '../list/user-filter.ts';
import { useViewChanges } from './use-view-changes.tsx';
import { ViewNameDialog } from './ViewNameDialog.tsx';
import { isSameQuery, viewParameter, viewPath, viewQueryOf } from './view-query.ts';
import classes from './views.module.css';

/** The person's saved views of the list: apply, save, update or delete one. */
export function SavedViews({ query }: { query: UsersQuery }) {
  const t = useTranslations('users.views');
  const [search] = useSearchParams();
  const { data, error, refetch } = useCall(savedViews.list, {});
  const [naming, setNaming] = useState<'new' | 'rename'>();
  const views = data?.data ?? [];
  const applied = views.find(({ id }) => id === search.get(viewParameter));
  const current = viewQueryOf(query);
  const isChanged = applied !== undefined && !isSameQuery(applied.query, current);
  const isAnything = Object.keys(current).length > 0;
  const changes = useViewChanges();
  return (
    <>
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <Button
            variant="default"
            fw={400}
            leftSection={<IconBookmark size={16} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
            className={classes.button}
          >
            {applied ? <bdi className={classes.name}>{applied.name}</bdi> : t('title')}
            {isChanged ? (
              <Text span size="xs" c="dimmed" ms={6}>
                {t('changed')}
              </Text>
            ) : null}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
          {error ? <ProblemAlert problem={error} onRetry={() => void refetch()} /> : null}
          <Menu.Label>{t('yours')}</Menu.Label>
          <Menu.Item
            component={Link}
            to={paths.users()}
            leftSection={<Mark isOn={!applied && !isAnything} />}
          >
            {t('everybody')}
          </Menu.Item>
          {views.map((view) => (
            <Menu.Item
              key={view.id}
              component={Link}
              to={viewPath(view)}
              leftSection={<Mark isOn={view.id === applied?.id} />}
              aria-current={view.id === applied?.id || undefined}
            >
              <bdi className={classes.item}>{view.name}</bdi>
            </Menu.Item>
          ))}
          {applied ? (
            <>
              <Menu.Divider />
              <Menu.Label>
                <bdi>{applied.name}</bdi>
              </Menu.Label>
              {isChanged ? (
                <>
                  <Menu.Item
                    leftSection={<IconDeviceFloppy size={16} />}
                    onClick={() => changes.update(applied, current)}
                  >
                    {t('update')}
                  </Menu.Item>
                  <MenuLink to={viewPath(applied)} icon={IconRestore}>
                    {t('reset')}
                  </MenuLink>
                </>
              ) : null}
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setNaming('rename')}>
                {t('rename')}
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => changes.remove(applied)}>
                {t('delete')}
              </Menu.Item>
            </>
          ) : null}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconPlus size={16} />}
            disabled={!isAnything || (applied !== undefined && !isChanged)}
            onClick={() => setNaming('new')}
          >
            {t('save')}
          </Menu.Item>
          {isAnything || applied ? null : (
            <Text size="xs" c="dimmed" px="sm" pb={6}>
              {t('hint')}
            </Text>
          )}
        </Menu.Dropdown>
      </Menu>
      <ViewNameDialog
        key={`${naming} ${applied?.id}`}
        view={naming === 'rename' ? applied : undefined}
        query={current}
        isOpen={naming !== undefined}
        onClose={() => setNaming(undefined)}
      />
      {changes.dialog}
    </>
  );
}

function Mark({ isOn }: { isOn: boolean }) {
  return isOn ? <IconCheck size={16} aria-hidden /> : <span className={classes.mark} />;
}
