import { Anchor, Button, Group, SimpleGrid, Switch, TextInput } from '@mantine/core';
import { users } from '@muster/contracts/users';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { Form } from '../../../platform/form/Form.tsx';
import { SubmitButton } from '../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../platform/form/use-contract-form.ts';
import { paths } from '../../../platform/paths.ts';
import { Can, useCan } from '../../../platform/session/Can.tsx';
import { useMe } from '../../../platform/session/use-me.ts';
import { ExistingUser } from '../ExistingUser.tsx';
import { GroupsField } from '../GroupsField.tsx';
import { LanguageField, RoleField } from '../UserFields.tsx';
import type { User } from '../user.ts';
import classes from './AddUserForm.module.css';
import { blankUser, isBlank, type NewUser, readDraft, writeDraft } from './draft.ts';
import { FormSection } from './FormSection.tsx';
import { InvitationPreview } from './InvitationPreview.tsx';
import { SeatsFull, SeatsLeft } from './SeatsLeft.tsx';
import { useSeats } from './use-seats.ts';

/** The form of a new user. What is typed survives leaving the page, for groups are made on another one. */
export function AddUserForm({ onAdded }: { onAdded: (user: User) => void }) {
  const t = useTranslations('users.add');
  const tf = useTranslations('users.field');
  const { user: admin } = useMe();
  const mayInvite = useCan('invitations:write');
  const seats = useSeats();
  const form = useContractForm(users.create, {
    initialValues: readDraft(admin.id),
    toInput: ({ groups, locale, sendInvitation, ...person }: NewUser) => ({
      body: {
        ...person,
        locale: locale || null,
        groupIds: groups.map(({ id }) => id),
        sendInvitation: sendInvitation && mayInvite,
      },
    }),
    invalidates: ['users', 'groups', 'account', 'invitations', 'auditEvents'],
    fieldFor: { user_exists: 'email', group_not_found: 'groups', forbidden: 'role' },
    onSuccess: (user) => {
      writeDraft(admin.id, null);
      onAdded(user);
    },
  });
  const { values, isSaved } = form;
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  useEffect(() => {
    if (!isSaved.current) writeDraft(admin.id, isBlank(values) ? null : values);
  }, [admin.id, isSaved, values]);

  const email = form.field('email');
  const willInvite = mayInvite && values.sendInvitation;
  return (
    <div className={classes.columns}>
      <Form form={form} gap="lg" aria-label={t('title')}>
        {seats.isFull ? <SeatsFull seats={seats} /> : null}
        <FormSection title={t('section.address')} description={t('section.addressHint')}>
          <TextInput
            label={tf('email')}
            type="email"
            inputMode="email"
            autoComplete="off"
            required
            withAsterisk={false}
            maxLength={254}
            ref={first}
            {...email}
            error={email.error ? <ExistingUser error={email.error} refusal={form.refusal} /> : null}
          />
        </FormSection>
        <FormSection title={t('section.person')} description={t('section.personHint')}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <TextInput
              label={tf('firstName')}
              maxLength={100}
              autoComplete="off"
              {...form.field('firstName')}
            />
            <TextInput
              label={tf('lastName')}
              maxLength={100}
              autoComplete="off"
              {...form.field('lastName')}
            />
            <RoleField {...form.field('role')} />
            <LanguageField description={tf('languageHint')} {...form.field('locale')} />
          </SimpleGrid>
        </FormSection>
        <FormSection
          title={t('section.groups')}
          description={t('section.groupsHint')}
          aside={
            <Anchor component={Link} to={paths.groups({ from: 'add-users' })} size="sm">
              {t('editGroups')}
            </Anchor>
          }
        >
          <GroupsField {...form.field('groups')} value={values.groups} />
        </FormSection>
        {mayInvite ? (
          <FormSection
            title={t('section.invitation')}
            aside={
              <Can permission="email_templates:read">
                <Anchor
                  component={Link}
                  to={paths.emailTemplate('invitation', { from: 'add-users' })}
                  size="sm"
                >
                  {t('editInvitation')}
                </Anchor>
              </Can>
            }
          >
            <Switch
              label={t('sendNow')}
              // Mantine's label holds the description too; the name is the label alone.
              aria-label={t('sendNow')}
              description={values.sendInvitation ? t('sendNowHint') : t('sendLaterHint')}
              {...form.toggle('sendInvitation')}
            />
          </FormSection>
        ) : null}
        <Group justify="space-between" gap="sm" className={classes.end}>
          <SeatsLeft seats={seats} />
          <Group gap="xs">
            {isBlank(values) ? null : (
              <Button variant="subtle" color="gray" onClick={() => form.form.setValues(blankUser)}>
                {t('clear')}
              </Button>
            )}
            <SubmitButton form={form} disabled={seats.isFull}>
              {willInvite ? t('submitAndInvite') : t('submit')}
            </SubmitButton>
          </Group>
        </Group>
      </Form>
      {mayInvite ? <InvitationPreview user={values} isSent={values.sendInvitation} /> : null}
    </div>
  );
}
