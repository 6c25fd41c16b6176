import type pg from 'pg';
import type { Config } from '../../config.ts';
import type { KeyIdentity } from '../api-keys/find-key.ts';
import { openQuota, type QuotaState } from './quota.ts';

/** The quotas of API keys. */
export interface KeyQuotas {
  /**
   * Takes one request.
   * @returns the quotas that it was counted against; of a refused request all of them, first the one that refused it
   */
  take(key: KeyIdentity): Promise<{ states: readonly QuotaState[]; refusedBy?: QuotaState }>;
  /** Returns the remaining quotas without taking a request. */
  read(key: KeyIdentity): Promise<readonly QuotaState[]>;
}

/**
 * Opens the quotas: requests per minute for each key, an allowance for bursts beyond it, and a quota shared
 * by all keys of an account.
 */
export function openKeyQuotas(pool: pg.Pool, limits: Config['apiLimits']): KeyQuotas {
  const key = openQuota(pool, { name: 'key', limit: limits.keyPerMinute, windowSeconds: 60 });
  const burst = openQuota(pool, { name: 'key-burst', limit: limits.keyBurst, windowSeconds: 600 });
  const account = openQuota(pool, { name: 'account', limit: limits.accountPerMinute, windowSeconds: 60 });
  return {
    async take({ accountId, keyId }) {
      const ofAccount = await account.take(accountId);
      if (!ofAccount.isGranted) return { states: [ofAccount], refusedBy: ofAccount };
      const ofKey = await key.take(keyId);
      if (ofKey.isGranted) return { states: [ofKey, ofAccount] };
      const ofBurst = await burst.take(keyId);
      // What is left is what the burst leaves; the key's own quota no longer decides.
      if (ofBurst.isGranted) return { states: [ofBurst, ofAccount] };
      const [refusedBy, other] = ofKey.resetMs < ofBurst.resetMs ? [ofKey, ofBurst] : [ofBurst, ofKey];
      return { states: [refusedBy, other, ofAccount], refusedBy };
    },
    async read({ accountId, keyId }) {
      return Promise.all([key.read(keyId), burst.read(keyId), account.read(accountId)]);
    },
  };
}
