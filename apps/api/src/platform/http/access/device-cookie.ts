import type { Dependencies } from '../../../dependencies.ts';
import { days } from '../../clock.ts';
import { newId } from '../../crypto/tokens.ts';

/** The longest that browsers keep a cookie (RFC 6265bis, 5.5). */
export const deviceCookieLifetimeMs = days(400);

/** How many people one browser is known to; the one who signed in longest ago makes room. */
const mostPeople = 5;

/** The value of the cookie: what each person's sign-in left there, joined. It is empty without a cookie. */
export type CookieOfDevice = string;

/** A device that somebody signed in with before (OWASP, "Device cookies"). */
export interface Device {
  /** A random name of this device for this person. */
  readonly id: string;
  readonly identityId: string;
  readonly issuedAt: Date;
}

type Signing = Pick<Dependencies, 'secrets' | 'clock'>;

/** The devices in a cookie whose signatures are right and not too old. Whether one was voided, the identity knows. */
export function readDevices({ secrets, clock }: Signing, cookie: CookieOfDevice): Device[] {
  const oldest = clock.now().getTime() - deviceCookieLifetimeMs;
  return cookie
    .split('~')
    .slice(0, mostPeople)
    .flatMap((part) => {
      const [, text = '', signature = ''] = /^(.{1,120})\.([\w-]{43})$/.exec(part) ?? [];
      if (!secrets.isSigned(signedText(text), signature)) return [];
      const [id = '', identityId = '', issuedMs = ''] = text.split('.');
      const issuedAt = new Date(Number(issuedMs));
      return issuedAt.getTime() < oldest ? [] : [{ id, identityId, issuedAt }];
    });
}

/**
 * The cookie after a person signed in: their part is new and comes first. The device keeps its name.
 * @param cookie the cookie as it was sent
 */
export function renewDevice(deps: Signing, cookie: CookieOfDevice, identityId: string): CookieOfDevice {
  const known = readDevices(deps, cookie);
  const id = known.find((device) => device.identityId === identityId)?.id ?? newId();
  const others = known.filter((device) => device.identityId !== identityId);
  return [{ id, identityId, issuedAt: deps.clock.now() }, ...others]
    .slice(0, mostPeople)
    .map((device) => {
      const text = `${device.id}.${device.identityId}.${device.issuedAt.getTime()}`;
      return `${text}.${deps.secrets.sign(signedText(text))}`;
    })
    .join('~');
}

function signedText(text: string): string {
  return `device:${text}`;
}
