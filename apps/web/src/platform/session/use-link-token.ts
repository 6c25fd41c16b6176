import { useEffect, useState } from 'react';
import { type LinkPurpose, takeLinkToken } from './link-token.ts';

/** Returns the token of an e-mailed link, and removes it from the address bar. */
export function useLinkToken(purpose: LinkPurpose): string | null {
  const [token, setToken] = useState(() => takeLinkToken(purpose));

  useEffect(() => {
    // Opening another link in the same tab changes only the fragment and does not reload the page.
    const follow = () => setToken(takeLinkToken(purpose));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [purpose]);

  return token;
}
