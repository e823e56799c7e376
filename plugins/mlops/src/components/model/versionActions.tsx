import type { Deployment, Model, Stage, Version } from '@mlops-backstage/plugin-mlops-common';
import {
  RiArchiveLine,
  RiArrowDownLine,
  RiArrowGoBackLine,
  RiArrowUpLine,
  RiDeleteBinLine,
  RiDownloadLine,
  RiEditLine,
  RiPriceTag3Line,
  RiRocketLine,
  RiScales3Line,
  RiSeedlingLine,
  RiSwordLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import type { StageStep } from '../lifecycle/stageSteps';
import { deploymentsServing } from '../serving/servedVersions';
import type { MenuAction } from '../shared/ActionMenu';
import { isServedElsewhere } from '../shared/servedElsewhere';

/** The dialogs that an action on a version opens. */
export type VersionDialog =
  'deploy' | 'canary' | 'challenger' | 'set-alias' | 'remove-alias' | 'edit' | 'compare' | 'delete';

/** Why the person may not do something; undefined where they may. */
export interface VersionRefusals {
  deploy?: string;
  alias?: string;
  update?: string;
  remove?: string;
  download?: string;
  /** By the stage that the version would enter. */
  stage: Partial<Record<Stage, string>>;
}

interface VersionActionsOptions {
  model: Model;
  version: Version;
  deployments: readonly Deployment[];
  /** The changes of stage that the policy allows from where the version is. */
  steps: readonly StageStep[];
  refusals: VersionRefusals;
  move(version: Version, to: Stage): void;
  open(dialog: VersionDialog, version: Version): void;
  download(version: Version): void;
}

const STEP_ICONS: Record<StageStep['kind'], ReactElement> = {
  promote: <RiArrowUpLine />,
  demote: <RiArrowDownLine />,
  archive: <RiArchiveLine />,
  'bring-back': <RiArrowGoBackLine />,
};

/** The changes of stage that a version can go through, with what stands against them. */
export function stageActions(
  options: Pick<VersionActionsOptions, 'version' | 'steps' | 'refusals' | 'move'>,
): MenuAction[] {
  const { version, steps, refusals, move } = options;
  return steps.map(({ to, kind, label }) => ({
    id: `to-${to}`,
    label: `${label}…`,
    icon: STEP_ICONS[kind],
    refusal: refusals.stage[to],
    onAction: () => move(version, to),
  }));
}

/** All that can be done to a version, with what stands against it. */
export function versionActions(options: VersionActionsOptions): MenuAction[] {
  const { model, version, deployments, refusals, open, download } = options;
  const entry = (
    dialog: VersionDialog,
    label: string,
    icon: MenuAction['icon'],
    refusal: string | undefined,
  ): MenuAction => ({
    id: dialog,
    label,
    icon,
    refusal,
    onAction: () => open(dialog, version),
  });
  const besideRefusal = refusals.deploy ?? roleRefusal(version, deployments);
  return [
    ...stageActions(options),
    entry('deploy', 'Deploy…', <RiRocketLine />, refusals.deploy),
    entry('canary', 'Make it a canary…', <RiSeedlingLine />, besideRefusal),
    entry('challenger', 'Make it a challenger…', <RiSwordLine />, besideRefusal),
    entry('compare', 'Compare with…', <RiScales3Line />, compareRefusal(model)),
    entry('set-alias', 'Set alias…', <RiPriceTag3Line />, refusals.alias),
    entry(
      'remove-alias',
      'Remove alias…',
      <RiPriceTag3Line />,
      refusals.alias ?? (version.aliases.length === 0 ? 'It has no alias' : undefined),
    ),
    entry('edit', 'Edit notes and tags…', <RiEditLine />, refusals.update),
    {
      id: 'download',
      label: 'Download artifact',
      icon: <RiDownloadLine />,
      refusal:
        refusals.download ??
        (version.servable ? undefined : 'The registry keeps only the description of the artifact'),
      onAction: () => download(version),
    },
    {
      ...entry(
        'delete',
        'Delete…',
        <RiDeleteBinLine />,
        refusals.remove ?? deletionRefusal(version, deployments),
      ),
      isDestructive: true,
    },
  ];
}

/** Why a version can't stand beside any champion. */
function roleRefusal(
  { servable }: Version,
  deployments: readonly Deployment[],
): string | undefined {
  const serving = deployments.filter(({ version }) => version !== undefined);
  if (serving.length === 0) {
    return 'No endpoint of the model serves: deploy a version first';
  }
  return servable || serving.some(isServedElsewhere)
    ? undefined
    : 'The registry does not hold an ONNX artifact to serve';
}

function compareRefusal({ versionCount }: Model): string | undefined {
  return versionCount > 1 ? undefined : 'It is the only version';
}

function deletionRefusal(
  { version, aliases }: Version,
  deployments: readonly Deployment[],
): string | undefined {
  const serving = deploymentsServing(deployments, version);
  if (serving.length > 0) {
    const names = serving.map(({ deployment }) => deployment.name).join(', ');
    return `Deployed as ${names}: undeploy it first`;
  }
  return aliases.length > 0 ? `Has the alias ${aliases.join(', ')}: remove it first` : undefined;
}
