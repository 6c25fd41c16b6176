import { Text } from '@mantine/core';
import { groups } from '@muster/contracts/people/groups';
import { useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';
import { NounDrawer, useDrawerForm } from '../../../platform/form/NounDrawer.tsx';
import { type Choice, SearchMultiSelect } from '../../../platform/form/SearchMultiSelect.tsx';
import { paths } from '../../../platform/paths.ts';
import { useGroupSearch } from '../../../platform/people/use-group-search.ts';
import { PageLoader } from '../../../platform/ui/feedback/PageLoader.tsx';
import { type Group, useGroup } from './group.ts';

/** Merges a group into another one, in a drawer beside its page. A group with the same name is suggested. */
export function MergeGroupDrawer() {
  const [twinId = ''] = useGroup().twinIds;
  const twin = useCall(groups.get, { params: { id: twinId } }, { enabled: twinId !== '' });
  if (twinId !== '' && twin.isPending) return <PageLoader />;
  return <MergeForm suggestion={twin.data} />;
}

function MergeForm({ suggestion }: { suggestion: Group | undefined }) {
  const t = useTranslations('groups.merge');
  const group = useGroup();
  const navigate = useNavigate();
  const found = useGroupSearch();
  const initialValues: { intoId: readonly Target[] } = { intoId: suggestion ? [suggestion] : [] };
  const form = useDrawerForm(groups.merge, {
    backTo: paths.group(group.id),
    initialValues: initialValues as typeof initialValues & Record<string, unknown>,
    toInput: ({ intoId }) => ({ params: { id: group.id }, body: { intoId: intoId[0]?.id ?? '' } }),
    // Users, saved views and the rest name the other group from now on.
    invalidates: ['groups', 'users', 'savedViews', 'userImports', 'bulkOperations', 'auditEvents'],
    alsoCheck: ({ intoId }) => (intoId.length === 0 ? { intoId: t('nothing') } : {}),
    done: ({ name }) => t('done', { name: group.name, into: name }),
    onDone: ({ id }) => void navigate(paths.group(id), { replace: true }),
  });
  return (
    <NounDrawer title={t('title', { name: group.name })} form={form} submit={t('submit')}>
      <Text size="sm">{t('text', { count: group.userCount })}</Text>
      <SearchMultiSelect<Target>
        label={t('into')}
        placeholder={t('search')}
        isFirst
        {...form.field('intoId')}
        value={form.values.intoId}
        onChange={(chosen) => form.form.setFieldValue('intoId', chosen.slice(-1))}
        options={found.options.filter(({ id }) => id !== group.id)}
        onSearch={found.search}
        isLoading={found.isLoading}
        renderOption={({ name, userCount }) => (
          <>
            <bdi>{name}</bdi>
            <Text size="xs" c="dimmed">
              {t('count', { count: userCount })}
            </Text>
          </>
        )}
      />
    </NounDrawer>
  );
}

interface Target extends Choice {
  readonly userCount: number;
}
