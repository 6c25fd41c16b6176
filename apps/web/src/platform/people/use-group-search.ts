import { useDebouncedValue } from '@mantine/hooks';
import { defined } from '@muster/contracts/kit/defined';
import { groups } from '@muster/contracts/people/groups';
import { useState } from 'react';
import { useCall } from '../api/query.ts';

/** Searches the account's groups by a part of their name. */
export function useGroupSearch() {
  const [text, search] = useState('');
  const [q] = useDebouncedValue(text, 150);
  const found = useCall(
    groups.list,
    { query: defined({ limit: 50, q: q || undefined }) },
    { keepsPrevious: true },
  );
  const isLoading = found.isPending || found.isPlaceholderData || q !== text;
  return { options: found.data?.data ?? [], search, isLoading };
}
