import { decodedLink, linkPages } from '@muster/contracts/kit/link-pages';

/**
 * Makes a test for the paths of the web app's pages. As its router does, it ignores case and one slash at the end. Links
 * of e-mails count also if a gateway escaped the `#` or added something (`repairLink` in the web app puts it right).
 * @param patterns the pages, with parameters as `:name`
 * @returns says whether a URL is a page
 */
export function pageMatcher(patterns: readonly string[]): (url: string) => boolean {
  const pages = patterns.map((pattern) => pattern.replace(/^\/|\/$/g, '').replace(/:\w+/g, '[^/]+'));
  const isPage = new RegExp(`^/(?:${pages.join('|')})/?$`, 'i');
  const isLink = new RegExp(`^/(?:${linkPages.join('|')})[^\\w-]`);
  return (url) => {
    const path = url.split('?', 1)[0] ?? '';
    return isPage.test(path) || isLink.test(decodedLink(path));
  };
}
