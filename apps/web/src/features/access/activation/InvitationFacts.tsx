import { Badge, Group, Text } from '@mantine/core';
import type { ActivationPreview } from '@muster/contracts/access/activation';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type * as z from 'zod';
import { AccountLogo } from '../../../platform/ui/person/AccountLogo.tsx';
import classes from './InvitationFacts.module.css';

type Invitation = z.input<typeof ActivationPreview>;

/** The inviting company, above everything else: its logo and name. */
export function InvitingAccount({ account }: Pick<Invitation, 'account'>) {
  return (
    <Group gap="sm" mb="lg" wrap="nowrap">
      <AccountLogo name={account.name} logoUrl={account.logoUrl} size={44} />
      <Text fw={600} lineClamp={2}>
        {account.name}
      </Text>
    </Group>
  );
}

/** What the invitation is for, above the form: address, groups, and how long it is valid. */
export function InvitationFacts({ invitation }: { invitation: Invitation }) {
  const t = useTranslations('activation.facts');
  const format = useFormatter();
  return (
    <dl className={classes.facts}>
      <Fact term={t('email')}>
        <Address email={invitation.email} />
      </Fact>
      {invitation.groups.length > 0 ? (
        <Fact term={t('groups', { count: invitation.groups.length })}>
          <Group gap={6}>
            {invitation.groups.map((group) => (
              <Badge key={group} variant="default" maw="100%">
                {group}
              </Badge>
            ))}
          </Group>
        </Fact>
      ) : null}
      <Fact term={t('expires')}>
        {format.dateTime(new Date(invitation.expiresAt), { dateStyle: 'long', timeStyle: 'short' })}
      </Fact>
    </dl>
  );
}

/** Breaks a long address before its domain, so that it stays readable. */
function Address({ email }: { email: string }) {
  const [local, domain] = email.split(/(?<=@)/);
  return (
    <bdi>
      {local}
      <wbr />
      {domain}
    </bdi>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
