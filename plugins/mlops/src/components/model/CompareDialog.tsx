import {
  Button,
  ButtonLink,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Select,
} from '@backstage/ui';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { Version } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useVersionPage } from '../../queries/versions';
import { rootRouteRef } from '../../routes';
import { Answer } from '../shared/Answer';

interface CompareDialogProps {
  version: Version;
  /** What to compare with unless the person chooses another. */
  baseline: number | undefined;
  onClose(): void;
}

const MOST_VERSIONS = 100;

/** Asks which version to compare one with, and leads to the comparison. */
export function CompareDialog({ version, baseline, onClose }: CompareDialogProps) {
  const page = useVersionPage(version.model, undefined, MOST_VERSIONS);
  const root = useRouteRef(rootRouteRef)?.() ?? '/mlops';
  const [chosen, choose] = useState(baseline === version.version ? undefined : baseline);
  const others = page.data?.items.filter(other => other.version !== version.version) ?? [];
  const other = chosen ?? others[0]?.version;
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={480}>
      <DialogHeader>Compare version {version.version}</DialogHeader>
      <DialogBody>
        <Answer query={page} what="the versions">
          {() => (
            <Select
              label="With"
              options={others.map(({ version: number, algorithm, aliases }) => ({
                id: String(number),
                label: [`v${number}`, algorithm, ...aliases].filter(Boolean).join(' · '),
              }))}
              value={other === undefined ? null : String(other)}
              onChange={key => choose(Number(key))}
            />
          )}
        </Answer>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
        <ButtonLink
          variant="primary"
          isDisabled={other === undefined}
          href={`${root}/compare?v=${version.model}@${version.version}&v=${version.model}@${other}`}
        >
          Compare
        </ButtonLink>
      </DialogFooter>
    </Dialog>
  );
}
