import { Outlet, ScrollRestoration } from 'react-router-dom';

/** Around every page: "back" returns to where the person had scrolled. */
export function Root() {
  return (
    <>
      <Outlet />
      <ScrollRestoration />
    </>
  );
}
