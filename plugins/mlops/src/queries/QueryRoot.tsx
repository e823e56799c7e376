import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { PropsWithChildren } from 'react';

const MAX_RETRIES = 2;

/** A refusal stays a refusal: only failures of the way there are tried again. */
function mayRetry(failures: number, error: Error): boolean {
  const status = (error as { statusCode?: number }).statusCode;
  return failures < MAX_RETRIES && (status === undefined || status >= 500);
}

/** Made anew in every test; the plugin has one, so that its pages, tabs and cards share what they read. */
export function createMlopsQueryClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: mayRetry, staleTime: 5_000 } } });
}

const sharedClient = createMlopsQueryClient();

/** Stands at the root of every extension of the plugin. */
export function QueryRoot({ children }: PropsWithChildren) {
  return <QueryClientProvider client={sharedClient}>{children}</QueryClientProvider>;
}
