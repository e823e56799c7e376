import { NotImplementedError } from '@backstage/errors';
import { operationTable } from '@mlops-backstage/plugin-mlops-common';
import type { OperationId } from '@mlops-backstage/plugin-mlops-common';
import type { Handlers } from './http/contract';

/** Operations of the contract that are being built: gone before this lands. */
export const pendingHandlers = Object.fromEntries(
  Object.keys(operationTable).map(operation => [
    operation,
    async () => {
      throw new NotImplementedError(operation);
    },
  ]),
) as unknown as Handlers<OperationId>;
