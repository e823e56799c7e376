import type { Model } from '@mlops-backstage/plugin-mlops-common';
import type { ReactNode } from 'react';
import { MlopsRoot } from './MlopsRoot';
import { ModelOfEntity } from './ModelOfEntity';
import { Stack } from './Section';

/** The frame of a tab on the entity page of a model. */
export function Tab({ children }: { children(model: Model): ReactNode }) {
  return (
    <MlopsRoot>
      <Stack>
        <ModelOfEntity>{children}</ModelOfEntity>
      </Stack>
    </MlopsRoot>
  );
}
