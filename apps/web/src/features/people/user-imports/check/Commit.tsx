import { Alert, Button, Group, Stack } from '@mantine/core';
import { userImports } from '@muster/contracts/people/user-imports';
import { IconRefreshAlert } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../../platform/api/command.ts';
import { paths } from '../../../../platform/paths.ts';
import { useCan } from '../../../../platform/session/me.tsx';
import { ConfirmAction } from '../../../../platform/ui/feedback/ConfirmAction.tsx';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { Section } from '../../../../platform/ui/layout/Section.tsx';
import { followImports } from '../bell/following.ts';
import classes from '../imports.module.css';
import type { UserImport } from '../user-import.ts';
import { type ImportOptions, planOf } from './commit-plan.ts';
import { ImportOptionsFields } from './ImportOptionsFields.tsx';

interface CommitProps {
  userImport: UserImport;
  /** Whether the server is validating the file again. */
  isLooking: boolean;
  onLookAgain: () => void;
  /** The content between the options and the button. */
  children: ReactNode;
}

/** Starts the import: options, rows, and a sticky button that says exactly what it will do. */
export function Commit({ userImport, isLooking, onLookAgain, children }: CommitProps) {
  const t = useTranslations('userImports.commit');
  const navigate = useNavigate();
  const mayInvite = useCan('invitations:write');
  const { id, fileName } = userImport;
  const [discarding, setDiscarding] = useState(false);
  const [options, setOptions] = useState<ImportOptions>({
    sendInvitations: true,
    createGroups: true,
    onSeatLimit: 'refuse',
  });
  const chosen = { ...options, sendInvitations: options.sendInvitations && mayInvite };
  const plan = planOf(userImport, chosen);
  const commit = useCommand(userImports.commit, { invalidates: ['userImports'], onSuccess: followImports });
  const isNothing = plan.create + plan.update === 0;
  return (
    <>
      <Section title={t('title')}>
        <ImportOptionsFields
          userImport={userImport}
          options={chosen}
          plan={plan}
          onChange={(change) => setOptions({ ...options, ...change })}
        />
      </Section>
      {children}
      {commit.error?.code === 'import_outdated' ? (
        <Alert
          color="orange"
          role="alert"
          icon={<IconRefreshAlert aria-hidden />}
          title={t('outdated.title')}
        >
          <Stack gap="xs" align="flex-start">
            {t('outdated.text')}
            <Button
              size="xs"
              variant="default"
              loading={isLooking}
              onClick={() => {
                commit.reset();
                onLookAgain();
              }}
            >
              {t('outdated.again')}
            </Button>
          </Stack>
        </Alert>
      ) : null}
      {commit.error && commit.error.code !== 'import_outdated' ? (
        <ProblemAlert problem={commit.error} />
      ) : null}
      <Group className={classes.bar}>
        <Button variant="subtle" color="gray" onClick={() => setDiscarding(true)}>
          {t('discard')}
        </Button>
        <Button
          className={classes.wrapping ?? ''}
          loading={commit.isPending}
          disabled={isNothing || plan.isRefused || isLooking}
          onClick={() => commit.mutate({ params: { id }, body: chosen })}
        >
          {isNothing
            ? t('nothing')
            : t('submit', { create: plan.create, update: plan.update, invitations: plan.invitations })}
        </Button>
      </Group>
      <ConfirmAction
        endpoint={userImports.cancel}
        input={discarding ? { params: { id } } : null}
        invalidates={['userImports']}
        title={t('discardTitle', { name: fileName })}
        confirmLabel={t('discard')}
        onClose={() => setDiscarding(false)}
        onDone={() => navigate(paths.importUsers())}
      >
        {t('discardText')}
      </ConfirmAction>
    </>
  );
}
