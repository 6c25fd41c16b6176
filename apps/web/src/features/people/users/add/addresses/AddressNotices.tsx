import { Anchor, Button, Group, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../../../../platform/paths.ts';
import { UserStatusBadge } from '../../../../../platform/people/UserStatusBadge.tsx';
import type { Recipient } from '../use-recipients.ts';
import { type AddressState, addressState, stateIcons } from './address-state.ts';
import classes from './addresses.module.css';
import { keyOf } from './parse-addresses.ts';

interface AddressNoticesProps {
  /** All entered people. */
  recipients: readonly Recipient[];
  /** How many duplicates the last change left out. */
  duplicates: number;
  /** Replaces some addresses with others; `null` removes one. */
  onCorrect: (changes: ReadonlyMap<string, string | null>) => void;
}

const order: readonly AddressState[] = ['faulty', 'doubtful', 'existing'];
const shownAtOnce = 8;

/** Lists wrong, doubtful and existing addresses, each with a button to resolve it. */
export function AddressNotices({ recipients, duplicates, onCorrect }: AddressNoticesProps) {
  const t = useTranslations('users.add.notices');
  const [shown, setShown] = useState(shownAtOnce);
  const byState = Object.groupBy(recipients, addressState);
  const noted = order.flatMap((state) => byState[state] ?? []);
  const remove = (those: readonly Recipient[] | undefined) =>
    onCorrect(new Map(those?.map(({ entry }) => [keyOf(entry.email), null])));
  const accept = (those: readonly Recipient[]) =>
    onCorrect(new Map(those.map(({ entry, suggestion }) => [keyOf(entry.email), suggestion ?? entry.email])));
  const { faulty = [], doubtful = [], existing = [] } = byState;
  return (
    <div>
      <Text size="sm" c="dimmed" role="status" mb={noted.length > 0 ? 8 : 0}>
        {recipients.length > 1 || duplicates > 0
          ? t('summary', {
              fresh: recipients.length - faulty.length - existing.length,
              faulty: faulty.length,
              existing: existing.length,
              duplicates,
            })
          : null}
      </Text>
      {noted.length > 0 ? (
        <ul className={classes.notices} aria-label={t('label')}>
          {noted.slice(0, shown).map((one) => (
            <Notice key={one.entry.email} recipient={one} onRemove={() => remove([one])}>
              {one.suggestion && addressState(one) === 'doubtful' ? (
                <Button size="compact-xs" variant="default" onClick={() => accept([one])}>
                  {t('accept', { suggestion: one.suggestion })}
                </Button>
              ) : null}
            </Notice>
          ))}
        </ul>
      ) : null}
      <Group gap={4} mt={noted.length > 0 ? 6 : 0}>
        {noted.length > shown ? (
          <Button size="compact-sm" variant="subtle" onClick={() => setShown(shown + 50)}>
            {t('more', { count: noted.length - shown })}
          </Button>
        ) : null}
        {doubtful.length > 1 ? (
          <Button size="compact-sm" variant="subtle" onClick={() => accept(doubtful)}>
            {t('acceptAll', { count: doubtful.length })}
          </Button>
        ) : null}
        {faulty.length > 1 ? (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => remove(faulty)}>
            {t('removeFaulty', { count: faulty.length })}
          </Button>
        ) : null}
        {existing.length > 1 ? (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => remove(existing)}>
            {t('removeExisting', { count: existing.length })}
          </Button>
        ) : null}
      </Group>
    </div>
  );
}

interface NoticeProps {
  recipient: Recipient;
  onRemove: () => void;
  /** The button that resolves it. */
  children: ReactNode;
}

function Notice({ recipient, onRemove, children }: NoticeProps) {
  const t = useTranslations('users.add.notices');
  const { entry, fault, existing, suggestion } = recipient;
  const state = addressState(recipient);
  const Icon = stateIcons[state];
  return (
    <li className={classes.notice}>
      {Icon ? <Icon size={16} aria-hidden className={classes.icon} data-look={state} /> : null}
      <span className={classes.what}>
        {existing ? (
          <Anchor component={Link} to={paths.user(existing.id)} inherit fw={500}>
            <bdi>{existing.name}</bdi>
          </Anchor>
        ) : (
          <bdi>{entry.email}</bdi>
        )}{' '}
        <span className={classes.why}>
          {fault ? t(`fault.${fault}`) : null}
          {existing ? t(`existing.${existing.status}`) : null}
          {state === 'doubtful' && suggestion
            ? t('doubtful', { domain: suggestion.slice(suggestion.lastIndexOf('@') + 1) })
            : null}
        </span>
      </span>
      {existing ? <UserStatusBadge status={existing.status} /> : null}
      {children}
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        onClick={onRemove}
        aria-label={t('removeOne', { email: entry.email })}
      >
        {t('remove')}
      </Button>
    </li>
  );
}
