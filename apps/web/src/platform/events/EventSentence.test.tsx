import { MantineProvider } from '@mantine/core';
import { EventType } from '@muster/contracts/catalogue';
import { render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { IntlProvider, type Messages } from 'use-intl';
import { describe, expect, test } from 'vitest';
import { messages as germanPublic } from '../../generated/messages/public.de.ts';
import { messages as englishPublic } from '../../generated/messages/public.en.ts';
import { messages as germanSignedIn } from '../../generated/messages/signed-in.de.ts';
import { messages as englishSignedIn } from '../../generated/messages/signed-in.en.ts';
import { EventSentence } from './EventSentence.tsx';
import type { AuditEvent } from './event-parts.ts';

const english: Messages = { ...englishPublic, ...englishSignedIn };
const german: Messages = { ...germanPublic, ...germanSignedIn };
const grace = { id: '0192f0c1-2d3e-7a4b-8c5d-000000000001', name: 'Grace' };
const ada = { id: '0192f0c1-2d3e-7a4b-8c5d-000000000002', name: 'Ada' };
const invitationMail = { template: 'invitation', locale: 'de', version: 3 };
const navy = { id: '0192f0c1-2d3e-7a4b-8c5d-000000000003', name: 'Navy' };

function anEvent(type: EventType, changes: Partial<AuditEvent> = {}): AuditEvent {
  return {
    id: '0192f0c1-2d3e-7a4b-8c5d-000000000009',
    type,
    actor: { type: 'user', ...grace },
    target: type.startsWith('group.') ? { type: 'group', ...navy } : { type: 'user', ...ada },
    user: type.startsWith('group.') && !type.startsWith('group.user_') ? null : ada,
    data: type.startsWith('email_template.') ? invitationMail : {},
    ipAddress: null,
    requestId: null,
    createdAt: '2026-02-01T10:00:00.000Z',
    ...changes,
  };
}

function say(event: AuditEvent, locale: 'en' | 'de' = 'en'): string {
  const { container, unmount } = render(
    <MantineProvider env="test">
      <IntlProvider
        locale={locale}
        messages={locale === 'de' ? german : english}
        onError={(error) => {
          throw error;
        }}
      >
        <MemoryRouter>
          <EventSentence event={event} />
        </MemoryRouter>
      </IntlProvider>
    </MantineProvider>,
  );
  const text = container.querySelector('span')?.textContent;
  unmount();
  return text ?? '';
}

describe('an event as a sentence', () => {
  test.each(EventType.options)(
    '%s has a sentence in both languages that names the user concerned',
    (type) => {
      for (const locale of ['en', 'de'] as const) {
        const sentence = say(anEvent(type), locale);
        expect(sentence).toMatch(/Grace|Ada/);
        expect(sentence).not.toMatch(/[{}<>]|catalogue\./);
        if (type.startsWith('group.')) expect(sentence).toContain('Navy');
      }
    },
  );

  test('names the actor, the action and the target', () => {
    expect(say(anEvent('user.created'))).toBe('Grace added Ada');
    expect(say(anEvent('group.user_added'))).toBe('Grace added Ada to Navy');
    expect(say(anEvent('group.user_added'), 'de')).toBe('Grace hat Ada in Navy aufgenommen');
  });

  test('names the new role', () => {
    const promoted = anEvent('user.role_changed', {
      data: { changes: { role: { from: 'member', to: 'admin' } } },
    });
    expect(say(promoted)).toBe('Grace made Ada an admin');
    expect(say(promoted, 'de')).toBe('Grace hat Ada die Rolle „Admin“ gegeben');
    expect(say(anEvent('user.role_changed'))).toBe('Grace changed the role of Ada');
  });

  test('does not name the user twice if they acted on themselves', () => {
    const own = anEvent('user.updated', { actor: { type: 'user', ...ada } });
    expect(say(own)).toBe('Ada changed their own details');
  });

  test('names the product and the operator in the language of the reader', () => {
    const byOperator = anEvent('account.plan_changed', {
      actor: { type: 'operator', id: null, name: 'Operator' },
      user: null,
    });
    expect(say(byOperator, 'de')).toBe('Der Betreiber hat den Tarif geändert');
  });

  test('names the API key and the endpoint concerned, and a key that acted', () => {
    const hr = { type: 'api_key', id: navy.id, name: 'HR system' } as const;
    const hook = { type: 'webhook_endpoint', id: navy.id, name: 'https://hr.acme.test' } as const;
    expect(say(anEvent('api_key.rotated', { target: hr, user: null }))).toBe(
      'Grace gave the API key HR system a new secret',
    );
    expect(say(anEvent('webhook_endpoint.disabled', { target: hook, user: null }), 'de')).toBe(
      'Grace hat den Webhook-Endpunkt https://hr.acme.test abgeschaltet',
    );
    expect(say(anEvent('user.created', { actor: hr }))).toBe('API key HR system added Ada');
  });

  test('links to the user, unless they were removed', () => {
    const show = (event: AuditEvent) =>
      render(
        <MantineProvider env="test">
          <IntlProvider locale="en" messages={english}>
            <MemoryRouter>
              <EventSentence event={event} />
            </MemoryRouter>
          </IntlProvider>
        </MantineProvider>,
      );
    const { unmount } = show(anEvent('user.created'));
    expect(screen.getByRole('link', { name: 'Ada' })).toHaveAttribute('href', `/users/${ada.id}`);
    unmount();
    show(anEvent('user.removed'));
    expect(screen.queryByRole('link', { name: 'Ada' })).toBeNull();
  });
});
