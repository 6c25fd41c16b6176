import type { Delivery } from '@muster/contracts/mail/delivery';
import { days, minutes } from '../platform/clock.ts';
import { newId } from '../platform/crypto/tokens.ts';
import { bounceReasons, firstNames, groupsOfCompany, lastNames } from './names.ts';

export const demoDomain = 'nordwind.example';

/** A made-up employee with their history. */
export interface DemoPerson {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly name: string;
  readonly email: string;
  readonly role: 'admin' | 'member';
  readonly status: 'added' | 'invited' | 'active' | 'deactivated';
  readonly locale: 'en' | 'de' | null;
  readonly groups: readonly number[];
  readonly createdAt: Date;
  readonly activatedAt: Date | null;
  readonly deactivatedAt: Date | null;
  readonly lastLoginAt: Date | null;
  readonly invitation: null | {
    readonly id: string;
    readonly emailId: string;
    readonly sentAt: Date;
    readonly expiresAt: Date;
    readonly delivery: Delivery;
    readonly detail: string | null;
  };
}

/** A small seeded generator (mulberry32), so that the company is the same every time. */
function seeded(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Roughly one in twelve of each kind, so that every status and delivery state occurs. */
const deliveriesOfPending: readonly Delivery[] = [
  'delivered',
  'delivered',
  'sent',
  'delivered',
  'bounced',
  'delivered',
  'delayed',
  'delivered',
  'complained',
  'delivered',
  'suppressed',
  'delivered',
  'failed',
  'queued',
  'delivered',
  'delivered',
];

/**
 * Makes the employees of the demo company.
 * @param count how many
 * @param now the present moment
 */
export function makePeople(count: number, now: Date): DemoPerson[] {
  const random = seeded(20_261_122);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    let first: string, last: string, email: string;
    do {
      [first, last] = [pick(firstNames), pick(lastNames)];
      email = `${ascii(first)}.${ascii(last)}@${demoDomain}`;
    } while (taken.has(email));
    taken.add(email);
    return makePerson({ index, first, last, email, now, random, pick });
  });
}

function makePerson(made: {
  index: number;
  first: string;
  last: string;
  email: string;
  now: Date;
  random: () => number;
  pick: <T>(list: readonly T[]) => T;
}): DemoPerson {
  const { index, first, last, email, now, random, pick } = made;
  const share = index % 12;
  const status = share < 8 ? 'active' : share < 10 ? 'invited' : share === 10 ? 'added' : 'deactivated';
  const ago = (span: number) => new Date(now.getTime() - span);
  const createdAgo = status === 'invited' ? days(0.2 + random() * 13) : days(3 + random() * 500);
  const sentAgo = createdAgo - minutes(2);
  const activatedAgo = Math.max(minutes(5), sentAgo - days(random() * 2));
  const wasActive = status === 'active' || (status === 'deactivated' && random() < 0.7);
  const deactivatedAgo = Math.min(activatedAgo, days(random() * 60));
  const neverCameBack = random() < 0.12;
  const usualAgo = neverCameBack ? activatedAgo : Math.min(activatedAgo, days(random() ** 3 * 120));
  const lastLoginAgo = status === 'deactivated' ? Math.max(usualAgo, deactivatedAgo) : usualAgo;
  // Two of every twelve are invited. They are counted separately, so that every state below occurs.
  const turn = Math.floor(index / 12) * 2 + (share % 2);
  const delivery = wasActive
    ? 'delivered'
    : (deliveriesOfPending[turn % deliveriesOfPending.length] ?? 'sent');
  const hasFailed = ['bounced', 'delayed', 'suppressed', 'failed', 'complained'].includes(delivery);
  const groupCount = 1 + Math.floor(random() * 3);
  return {
    id: newId(),
    firstName: first,
    lastName: last,
    name: `${first} ${last}`,
    email,
    role: index % 60 === 0 ? 'admin' : 'member',
    status: index % 60 === 0 ? 'active' : status,
    locale: random() < 0.4 ? 'de' : null,
    groups: [
      ...new Set(Array.from({ length: groupCount }, () => Math.floor(random() * groupsOfCompany.length))),
    ],
    createdAt: ago(createdAgo),
    activatedAt: wasActive ? ago(activatedAgo) : null,
    deactivatedAt: status === 'deactivated' ? ago(deactivatedAgo) : null,
    lastLoginAt: wasActive ? ago(lastLoginAgo) : null,
    invitation:
      status === 'added'
        ? null
        : {
            id: newId(),
            emailId: newId(),
            sentAt: ago(sentAgo),
            expiresAt: ago(sentAgo - days(7)),
            delivery,
            detail: hasFailed ? (delivery === 'bounced' ? pick(bounceReasons) : reasonOf(delivery)) : null,
          },
  };
}

function reasonOf(delivery: Delivery): string {
  if (delivery === 'delayed') return '421 4.7.0 Try again later';
  if (delivery === 'suppressed') return 'The address bounced before';
  if (delivery === 'complained') return 'The recipient reported the e-mail as spam';
  return 'The mail server did not answer for a day';
}

function ascii(name: string): string {
  const special: Record<string, string> = { ß: 'ss', ø: 'o', ı: 'i', ä: 'ae', ö: 'oe', ü: 'ue' };
  const spelled = [...name.toLowerCase()].map((letter) => special[letter] ?? letter).join('');
  return spelled
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z]/g, '');
}
