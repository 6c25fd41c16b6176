import type { RouteObject } from 'react-router-dom';
import { routes } from './router.tsx';

/**
 * The paths of all pages, which the server must know to answer 404 for others.
 * @returns with parameters as `:name`, sorted
 */
export function patterns(): string[] {
  return [...new Set(patternsOf(routes, ''))].sort();
}

function patternsOf(some: readonly RouteObject[], parent: string): string[] {
  return some.flatMap(({ path, index, children = [] }) => {
    if (path === '*') return [];
    const own = path === undefined ? parent : path.startsWith('/') ? path : `${parent}/${path}`;
    const isPage = path !== undefined || index === true;
    return [...(isPage ? [own || '/'] : []), ...patternsOf(children, own)];
  });
}
