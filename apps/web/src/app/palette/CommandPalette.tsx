import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { usePageActions } from './use-page-actions.tsx';
import { useSearchResults } from './use-search-results.tsx';

/** ⌘K: go to a page, run a common action, or find a person or a group. */
export function CommandPalette() {
  const t = useTranslations('app.palette');
  const [query, setQuery] = useState('');
  const places = usePageActions(query);
  const { found, isSearching } = useSearchResults(query);
  // Places first: they appear at once, and the selection does not move when the people arrive.
  const groups: SpotlightActionGroupData[] = [...places, ...found].filter(
    ({ actions }) => actions.length > 0,
  );
  return (
    <Spotlight
      query={query}
      onQueryChange={setQuery}
      actions={groups}
      // Places are matched here and people by the server, so everything in the list matches already.
      filter={(_, actions) => actions}
      nothingFound={isSearching ? t('searching') : t('nothing')}
      shortcut={['mod + K']}
      triggerOnContentEditable
      tagsToIgnore={[]}
      scrollable
      maxHeight={440}
      attributes={{ content: { 'aria-label': t('label') } }}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.7} aria-hidden />,
        placeholder: t('placeholder'),
        'aria-label': t('label'),
      }}
    />
  );
}
