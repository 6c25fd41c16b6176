import { DirectionProvider, MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { LanguageProvider } from '../platform/i18n/LanguageProvider.tsx';
import { useCurrentAccent } from '../platform/theme/accent.ts';
import { cssVariables, themeFor } from '../platform/theme/theme.ts';
import { LastResort } from './LastResort.tsx';
import { loadMessages } from './messages/catalogues.ts';

interface ProvidersProps {
  client: QueryClient;
  children: ReactNode;
}

/** Provides theme, language and the query cache. */
export function Providers({ client, children }: ProvidersProps) {
  const accent = useCurrentAccent();
  const theme = useMemo(() => themeFor(accent), [accent]);
  return (
    <LastResort>
      <QueryClientProvider client={client}>
        <DirectionProvider detectDirection>
          <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
            <LanguageProvider load={loadMessages}>{children}</LanguageProvider>
          </MantineProvider>
        </DirectionProvider>
      </QueryClientProvider>
    </LastResort>
  );
}
