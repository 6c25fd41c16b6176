import { groups } from '@muster/contracts/people/groups';
import { useTranslations } from 'use-intl';
import { NounDrawer, useDrawerForm } from '../../../platform/form/NounDrawer.tsx';
import { paths } from '../../../platform/paths.ts';
import { GroupFields, type GroupValues } from './GroupFields.tsx';
import { useGroup } from './group.ts';

/** Edits a group's name and description, in a drawer beside its page. */
export function EditGroupDrawer() {
  const t = useTranslations('groups.edit');
  const group = useGroup();
  const initialValues: GroupValues = { name: group.name, description: group.description };
  const form = useDrawerForm(groups.update, {
    backTo: paths.group(group.id),
    initialValues,
    toInput: (values) => ({ params: { id: group.id }, body: values }),
    // Users contain the names of their groups.
    invalidates: ['groups', 'users', 'auditEvents'],
    fieldFor: { group_exists: 'name' },
    done: ({ name }) => t('done', { name }),
  });
  return (
    <NounDrawer title={t('title')} form={form} submit={t('submit')}>
      <GroupFields form={form} />
    </NounDrawer>
  );
}
