import { useEffect, useState } from 'react';
import { takeLinkToken } from './link-token.ts';

/** The secret of a mailed link, out of the address bar from the first render on. */
export function useLinkToken(purpose: 'activate' | 'reset-password'): string | null {
  const [token, setToken] = useState(() => takeLinkToken(purpose));

  useEffect(() => {
    // Another link opened in the same tab changes only the fragment, and loads nothing.
    const follow = () => setToken(takeLinkToken(purpose));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [purpose]);

  return token;
}
