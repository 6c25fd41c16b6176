import { groups } from '@muster/contracts/people/groups';
import { useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { NounDrawer, useDrawerForm } from '../../../platform/form/NounDrawer.tsx';
import { paths } from '../../../platform/paths.ts';
import { GroupFields, type GroupValues } from './GroupFields.tsx';
import { useReturnPath } from './group.ts';

/** Creates a group, in a drawer beside the list. */
export function NewGroupDrawer() {
  const t = useTranslations('groups.new');
  const navigate = useNavigate();
  const { isFromAddUsers } = useReturnPath();
  const initialValues: GroupValues = { name: '', description: '' };
  const form = useDrawerForm(groups.create, {
    backTo: paths.groups(),
    initialValues,
    toInput: (values) => ({ body: values }),
    invalidates: ['groups', 'auditEvents'],
    fieldFor: { group_exists: 'name' },
    done: ({ name }) => t('done', { name }),
    // People who came from adding a user return there; everybody else adds members to the new group.
    onDone: isFromAddUsers ? undefined : ({ id }) => void navigate(paths.group(id)),
  });
  return (
    <NounDrawer title={t('title')} form={form} submit={t('submit')}>
      <GroupFields form={form} />
    </NounDrawer>
  );
}
