import { useDebouncedValue } from '@mantine/hooks';
import { groups } from '@muster/contracts/people/groups';
import { useState } from 'react';
import { useCall } from '../../../platform/api/query.ts';

/** Groups of the account by a part of their name, as the API finds them. */
export function useGroupSearch() {
  const [text, search] = useState('');
  const [q] = useDebouncedValue(text, 150);
  const found = useCall(groups.list, { query: { limit: 50, ...(q ? { q } : {}) } }, { keepsPrevious: true });
  const isLoading = found.isPending || found.isPlaceholderData || q !== text;
  return { options: found.data?.data ?? [], search, isLoading };
}
