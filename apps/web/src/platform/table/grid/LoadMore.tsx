import { Button, Center } from '@mantine/core';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { List } from '../../api/query.ts';

/** Loads the next page shortly before the end of the list; also a button, for people who do not scroll. */
export function LoadMore({ list }: { list: List<unknown> }) {
  const t = useTranslations('platform.table');
  const sentinel = useRef<HTMLDivElement>(null);
  const loadMore = useEffectEvent(list.loadMore);

  useEffect(() => {
    if (!sentinel.current || !list.hasMore || list.isLoadingMore) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) loadMore();
      },
      { rootMargin: '600px' },
    );
    observer.observe(sentinel.current);
    return () => observer.disconnect();
  }, [list.hasMore, list.isLoadingMore]);

  if (!list.hasMore) return null;
  return (
    <Center ref={sentinel} py="md">
      <Button variant="subtle" color="gray" loading={list.isLoadingMore} onClick={list.loadMore}>
        {t('loadMore')}
      </Button>
    </Center>
  );
}
