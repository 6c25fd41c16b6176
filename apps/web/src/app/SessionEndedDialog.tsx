import { Anchor, Modal, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { SignInForm } from '../features/access/auth/SignInForm.tsx';
import { paths } from '../platform/paths.ts';
import { useMe } from '../platform/session/me.tsx';
import { enterAs, type Me } from '../platform/session/me-query.ts';
import { useSessionEnded } from '../platform/session/session-state.ts';

/** Asks the person to sign in again in a dialog over the page, so that their input is not lost. */
export function SessionEndedDialog() {
  const t = useTranslations('app.sessionEnded');
  const isEnded = useSessionEnded();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { user, identity } = useMe();
  const enter = (person: Me) => {
    // Another person at the same screen must neither see nor submit what the first one typed.
    if (person.user.id !== user.id) void navigate(paths.home());
    enterAs(client, person);
  };
  return (
    <Modal
      opened={isEnded}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('title')}
    >
      <Text size="sm" mb="md">
        {t('text')}
      </Text>
      <SignInForm email={identity.email} onSignedIn={enter} />
      <Text size="sm" ta="center" mt="md">
        {/* A full page load: it discards all state. */}
        <Anchor href={paths.signIn()} inherit>
          {t('other')}
        </Anchor>
      </Text>
    </Modal>
  );
}
