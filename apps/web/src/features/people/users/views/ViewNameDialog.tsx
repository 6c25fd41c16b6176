import { Group, Modal, TextInput } from '@mantine/core';
import { savedViews } from '@muster/contracts/people/saved-views';
import { useSearchParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { Form } from '../../../../platform/form/Form.tsx';
import { SubmitButton } from '../../../../platform/form/SubmitButton.tsx';
import { type ContractForm, useContractForm } from '../../../../platform/form/use-contract-form.ts';
import { notify } from '../../../../platform/notify.tsx';
import { type SavedView, type ViewQuery, viewParameter } from './view-query.ts';

interface ViewNameDialogProps {
  /** The view to rename; absent to save a new one. */
  view: SavedView | undefined;
  query: ViewQuery;
  isOpen: boolean;
  onClose: () => void;
}

/** Asks for the name of a saved view. */
export function ViewNameDialog({ view, query, isOpen, onClose }: ViewNameDialogProps) {
  const t = useTranslations('users.views');
  const tu = useTranslations('platform.ui');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={view ? t('renameTitle', { name: view.name }) : t('saveTitle')}
      closeButtonProps={{ 'aria-label': tu('cancel') }}
    >
      {view ? <RenameForm view={view} onClose={onClose} /> : <SaveForm query={query} onClose={onClose} />}
    </Modal>
  );
}

const fieldFor = { view_exists: 'name', too_many_views: 'name' } as const;

function SaveForm({ query, onClose }: { query: ViewQuery; onClose: () => void }) {
  const t = useTranslations('users.views');
  const [, setSearch] = useSearchParams();
  const form = useContractForm(savedViews.create, {
    initialValues: { name: '' },
    toInput: ({ name }) => ({ body: { name, query } }),
    invalidates: ['savedViews'],
    fieldFor,
    onSuccess: ({ id, name }) => {
      setSearch(
        (search) => {
          const next = new URLSearchParams(search);
          next.set(viewParameter, id);
          return next;
        },
        { replace: true },
      );
      notify(t('saved', { name }));
      onClose();
    },
  });
  return <NameForm form={form} hint={t('saveHint')} submit={t('saveSubmit')} />;
}

function RenameForm({ view, onClose }: { view: SavedView; onClose: () => void }) {
  const t = useTranslations('users.views');
  const form = useContractForm(savedViews.update, {
    initialValues: { name: view.name },
    toInput: ({ name }) => ({ params: { id: view.id }, body: { name } }),
    invalidates: ['savedViews'],
    fieldFor,
    onSuccess: ({ name }) => {
      notify(t('renamed', { name }));
      onClose();
    },
  });
  return <NameForm form={form} submit={t('renameSubmit')} />;
}

interface NameFormProps {
  form: ContractForm<{ name: string }>;
  hint?: string;
  submit: string;
}

function NameForm({ form, hint, submit }: NameFormProps) {
  const t = useTranslations('users.views');
  return (
    <Form form={form}>
      <TextInput label={t('name')} description={hint} maxLength={80} data-autofocus {...form.field('name')} />
      <Group justify="flex-end">
        <SubmitButton form={form}>{submit}</SubmitButton>
      </Group>
    </Form>
  );
}
