import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { users } from '@muster/contracts/people/users';
import { password } from '../given.ts';
import type { Company } from './company.ts';
import type { Day } from './day.ts';

const newPassword = 'another fine horse battery';

/** People sign in and out, and change their passwords. */
export async function signInAndOut(day: Day, { owner, admin }: Company): Promise<void> {
  const { api, step, signIn } = day;
  const second = await step('sign in with another browser', () => signIn(owner.email));
  await step('sign out', () => second.call(auth.signOut, {}));
  await step('end another sign-in', async () => {
    await signIn(owner.email);
    const { data } = await owner.call(me.listSignIns, {});
    const other = data.find(({ isCurrent }) => !isCurrent);
    await owner.call(me.endSignIn, { params: { id: other?.id ?? '' } });
  });
  await step('end all other sign-ins', async () => {
    await signIn(owner.email);
    await owner.call(me.endOtherSignIns, {});
  });
  await step('a wrong password', () =>
    api.anonymous().refused(auth.signIn, { body: { email: owner.email, password: 'not this one, no' } }),
  );
  await step('change the password', () =>
    owner.call(me.changePassword, { body: { currentPassword: password, newPassword } }),
  );
  await step('change name and language', () =>
    admin.call(me.update, { body: { name: 'A. King', locale: 'en' } }),
  );
  await step('ask for a reset of the password', () =>
    api.anonymous().call(auth.forgotPassword, { body: { email: 'ken@example.org' } }),
  );
  await step('ask for a reset with an unknown address', () =>
    api.anonymous().call(auth.forgotPassword, { body: { email: 'nobody@example.org' } }),
  );
  const token = await api.given.tokenFor('ken@example.org');
  await step('reset the password', () =>
    api.anonymous().call(auth.resetPassword, { body: { token, password: newPassword } }),
  );
  const ken = api.anonymous();
  await step('sign in with the new password', () =>
    ken.call(auth.signIn, { body: { email: 'ken@example.org', password: newPassword } }),
  );
  const old = ken.cookies.get('__Secure-muster_refresh') ?? '';
  await step('refresh the sign-in', () => ken.call(auth.refresh, {}));
  await step('use an old refresh token', async () => {
    // Its successor was used, so nobody can have lost the answer.
    await ken.call(auth.refresh, {});
    const thief = api.anonymous();
    thief.cookies.set('__Secure-muster_refresh', old);
    return thief.refused(auth.refresh, {});
  });
  await step('export the users', () => owner.try(users.export, { query: { status: ['active'] } }));
}
