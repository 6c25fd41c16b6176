import { groups } from '@muster/contracts/people/groups';
import { useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { Form } from '../../../platform/form/Form.tsx';
import { SubmitButton } from '../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../platform/form/use-contract-form.ts';
import { notify } from '../../../platform/notify.tsx';
import { paths } from '../../../platform/paths.ts';
import { RouteDrawer, useCloseDrawer } from '../../../platform/ui/layout/RouteDrawer.tsx';
import { GroupFields, type GroupValues } from './GroupFields.tsx';
import { useReturnPath } from './group.ts';

/** Creates a group, in a drawer beside the list. */
export function NewGroupDrawer() {
  const t = useTranslations('groups.new');
  const navigate = useNavigate();
  const close = useCloseDrawer(paths.groups());
  const { isFromAddUsers } = useReturnPath();
  const initialValues: GroupValues = { name: '', description: '' };
  const form = useContractForm(groups.create, {
    initialValues,
    toInput: (values) => ({ body: values }),
    invalidates: ['groups', 'auditEvents'],
    fieldFor: { group_exists: 'name' },
    onSuccess: ({ id, name }) => {
      notify(t('done', { name }));
      // People who came from adding a user return there; everybody else adds members to the new group.
      if (isFromAddUsers) close();
      else void navigate(paths.group(id));
    },
  });
  return (
    <RouteDrawer title={t('title')} backTo={paths.groups()}>
      <Form form={form} isGuarded>
        <GroupFields form={form} />
        <SubmitButton form={form}>{t('submit')}</SubmitButton>
      </Form>
    </RouteDrawer>
  );
}
