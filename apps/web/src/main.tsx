import '@mantine/core/styles.css';
import './app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router-dom';
import { Providers } from './app/Providers.tsx';
import { routes } from './app/router.tsx';
import { newQueryClient } from './platform/api/query-client.ts';
import { repairLink } from './platform/session/link-token.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');

repairLink();
const router = createBrowserRouter(routes);
const client = newQueryClient();

createRoot(root).render(
  <StrictMode>
    <Providers client={client}>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
