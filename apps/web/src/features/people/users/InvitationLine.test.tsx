import { describe, expect, test } from 'vitest';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { anInvitation, aUser } from '../../../testing/users.ts';
import { InvitationLine } from './InvitationLine.tsx';
import type { User } from './user.ts';

const now = Date.now();
const ago = (hours: number) => new Date(now - hours * 3_600_000).toISOString();

const invited = (changes: Parameters<typeof anInvitation>[0]) =>
  aUser({ status: 'invited', invitation: anInvitation(changes) });

const lines: readonly (readonly [string, User, string])[] = [
  ['nobody was invited', aUser(), 'Not invited yet'],
  ['a mail in the queue', invited({ delivery: 'queued', sentAt: null }), 'On its way'],
  ['a delivered mail', invited({ sentAt: ago(2) }), 'Delivered 2 hours ago'],
  [
    'a bounce with its reason',
    invited({ delivery: 'bounced', deliveryDetail: 'mailbox does not exist' }),
    'Bounced: mailbox does not exist',
  ],
  ['a bounce without one', invited({ delivery: 'bounced' }), 'Bounced'],
  ['an expired link', invited({ status: 'expired', expiresAt: ago(3 * 24) }), 'Expired 3 days ago'],
  [
    'an expired link of a mail that never arrived',
    invited({ status: 'expired', delivery: 'failed', deliveryDetail: 'timeout' }),
    'Failed: timeout',
  ],
  ['a revoked invitation', aUser({ invitation: anInvitation({ status: 'revoked' }) }), 'Revoked'],
  [
    'an accepted one',
    aUser({ status: 'active', activatedAt: ago(5), invitation: anInvitation({ status: 'accepted' }) }),
    'Accepted 5 hours ago',
  ],
  ['somebody who never needed one', aUser({ status: 'active' }), '–'],
];

describe('the invitation line', () => {
  test.each(lines)('%s', async (_, user, text) => {
    const { container, findByText } = renderScreen(<InvitationLine user={user} />);
    await findByText((__, element) => element?.tagName === 'P' && element.textContent === text);
    expect(container).toHaveTextContent(text);
  });
});
