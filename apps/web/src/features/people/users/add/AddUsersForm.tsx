import { Anchor, Button, Group, SimpleGrid, Switch, TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { Form } from '../../../../platform/form/Form.tsx';
import { SubmitButton } from '../../../../platform/form/SubmitButton.tsx';
import { paths } from '../../../../platform/paths.ts';
import { Can, useCan } from '../../../../platform/session/me.tsx';
import { GroupsField } from '../GroupsField.tsx';
import { LanguageField, RoleField } from '../UserFields.tsx';
import classes from './AddUsersForm.module.css';
import { AddressesField } from './addresses/AddressesField.tsx';
import { AddressNotices } from './addresses/AddressNotices.tsx';
import { FormSection } from './FormSection.tsx';
import { InvitationPreview } from './InvitationPreview.tsx';
import { isBlank } from './new-users.ts';
import { SeatsChoice, SeatsFull, SeatsLeft } from './SeatsLeft.tsx';
import { TooMany } from './TooMany.tsx';
import { type Added, useAddUsers } from './use-add-users.ts';
import { mostAtOnce } from './use-recipients.ts';
import { useSeats } from './use-seats.ts';

/** The form for new users: one or many addresses, and settings that apply to all of them. */
export function AddUsersForm({ onAdded }: { onAdded: (added: Added) => void }) {
  const t = useTranslations('users.add');
  const tf = useTranslations('users.field');
  const tp = useTranslations('platform.people.field');
  const mayInvite = useCan('invitations:write');
  const seats = useSeats();
  const { form, recipients, duplicates, change, correct, name, clear } = useAddUsers(onAdded);
  const { values } = form;
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  const entered = recipients.all.slice(0, values.users.length);
  const isOne = recipients.all.length < 2;
  const [only = values] = values.users;
  const needed = recipients.fresh.length;
  const isOver = seats.left !== null && !seats.isFull && needed > seats.left;
  const count = isOver && values.onSeatLimit === 'fill' ? (seats.left ?? 0) : needed;
  const willInvite = mayInvite && values.sendInvitation;
  return (
    <div className={classes.columns}>
      <Form form={form} gap="lg" aria-label={t('title')}>
        {seats.isFull ? <SeatsFull seats={seats} /> : null}
        <FormSection title={t('section.address')}>
          <AddressesField
            ref={first}
            recipients={entered}
            typed={values.typed}
            onChange={change}
            error={form.form.errors.users}
          />
          <AddressNotices recipients={entered} duplicates={duplicates} onCorrect={correct} />
          {recipients.all.length > mostAtOnce ? <TooMany count={recipients.all.length} /> : null}
        </FormSection>
        <FormSection
          title={isOne ? t('section.person') : t('section.everybody')}
          description={isOne ? t('section.personHint') : t('section.everybodyHint')}
        >
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {isOne ? (
              <>
                <TextInput
                  label={tp('firstName')}
                  maxLength={100}
                  autoComplete="off"
                  value={only.firstName}
                  onChange={(event) => name('firstName', event.currentTarget.value)}
                />
                <TextInput
                  label={tp('lastName')}
                  maxLength={100}
                  autoComplete="off"
                  value={only.lastName}
                  onChange={(event) => name('lastName', event.currentTarget.value)}
                />
              </>
            ) : null}
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
              // Mantine's label contains the description; the accessible name must be the label alone.
              aria-label={t('sendNow')}
              description={values.sendInvitation ? t('sendNowHint') : t('sendLaterHint')}
              {...form.toggle('sendInvitation')}
            />
          </FormSection>
        ) : null}
        {isOver ? (
          <SeatsChoice
            seats={seats}
            needed={needed}
            value={values.onSeatLimit}
            onChange={(onSeatLimit) => form.form.setValues({ onSeatLimit })}
          />
        ) : null}
        <Group justify="space-between" gap="sm" className={classes.end}>
          <SeatsLeft seats={seats} needed={Math.max(1, needed)} />
          <Group gap="xs">
            {isBlank(values) ? null : (
              <Button variant="subtle" color="gray" onClick={clear}>
                {t('clear')}
              </Button>
            )}
            <SubmitButton form={form} disabled={seats.isFull || (isOver && values.onSeatLimit === 'refuse')}>
              {willInvite ? t('submitAndInvite', { count }) : t('submit', { count })}
            </SubmitButton>
          </Group>
        </Group>
      </Form>
      {mayInvite ? <InvitationPreview values={values} recipients={recipients} /> : null}
    </div>
  );
}
