import { groups } from '@muster/contracts/people/groups';
import { useTranslations } from 'use-intl';
import { Form } from '../../../platform/form/Form.tsx';
import { SubmitButton } from '../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../platform/form/use-contract-form.ts';
import { notify } from '../../../platform/notify.tsx';
import { paths } from '../../../platform/paths.ts';
import { RouteDrawer, useCloseDrawer } from '../../../platform/ui/layout/RouteDrawer.tsx';
import { GroupFields, type GroupValues } from './GroupFields.tsx';
import { useGroup } from './group.ts';

/** Edits a group's name and description, in a drawer beside its page. */
export function EditGroupDrawer() {
  const t = useTranslations('groups.edit');
  const group = useGroup();
  const close = useCloseDrawer(paths.group(group.id));
  const initialValues: GroupValues = { name: group.name, description: group.description };
  const form = useContractForm(groups.update, {
    initialValues,
    toInput: (values) => ({ params: { id: group.id }, body: values }),
    // Users contain the names of their groups.
    invalidates: ['groups', 'users', 'auditEvents'],
    fieldFor: { group_exists: 'name' },
    onSuccess: ({ name }) => {
      notify(t('done', { name }));
      close();
    },
  });
  return (
    <RouteDrawer title={t('title')} backTo={paths.group(group.id)}>
      <Form form={form} isGuarded>
        <GroupFields form={form} />
        <SubmitButton form={form}>{t('submit')}</SubmitButton>
      </Form>
    </RouteDrawer>
  );
}
