import { Alert, Button, Skeleton } from '@backstage/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { reasonOf } from '../../queries/errors';
import { Stack } from './Section';

interface AnswerProps<T> {
  query: UseQueryResult<T>;
  /** What couldn't be read, should it fail: `the versions`. */
  what: string;
  children(answer: T): ReactNode;
}

/** The answer of a query, or that it is on its way, or why it failed and the way to try again. */
export function Answer<T>({ query, what, children }: AnswerProps<T>) {
  if (query.data !== undefined) {
    return <>{children(query.data)}</>;
  }
  if (query.isError) {
    return <Failure what={what} error={query.error} onRetry={() => query.refetch()} />;
  }
  return (
    <div role="status" aria-label={`Loading ${what}`}>
      <Stack>
        <Skeleton width="40%" height={20} />
        <Skeleton width="100%" height={120} />
      </Stack>
    </div>
  );
}

interface FailureProps {
  what: string;
  error: Error;
  onRetry?: () => void;
}

export function Failure({ what, error, onRetry }: FailureProps) {
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={`Could not read ${what}`}
      description={reasonOf(error)}
      customActions={
        onRetry && (
          <Button size="small" variant="secondary" onPress={onRetry}>
            Try again
          </Button>
        )
      }
    />
  );
}
