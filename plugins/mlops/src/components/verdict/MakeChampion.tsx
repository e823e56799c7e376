import {
  mlopsDeploymentDeployPermission,
  type Deployment,
  type Version,
} from '@mlops-backstage/plugin-mlops-common';
import { RiArrowUpCircleLine } from '@remixicon/react';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { stageSteps } from '../lifecycle/stageSteps';
import { TransitionDialog } from '../lifecycle/TransitionDialog';
import { MakeChampionDialog } from '../serving/CanaryEndDialogs';
import { useServingChoices } from '../serving/useServingChoices';
import { stagesFor } from '../serving/versionRefusal';
import { GuardedButton } from '../shared/GuardedButton';
import { isServedElsewhere } from '../shared/servedElsewhere';

interface MakeChampionProps {
  deployment: Deployment;
  version: number;
  /** Whether it is what the comparison recommends. */
  isRecommended: boolean;
}

/**
 * Makes a challenger the champion. Where its stage doesn't allow that, it has to be promoted first, through the gates:
 * then the button leads there.
 */
export function MakeChampion({ deployment, version, isRecommended }: MakeChampionProps) {
  const { model, environment } = deployment;
  const access = useAccess(model);
  const choices = useServingChoices(deployment);
  const [isOpen, setOpen] = useState(false);
  const details = choices.versions.data?.find(each => each.version === version);
  const refusal = details && choices.refusalOf(details, 'champion');
  const promotion = details && refusal ? promotionOf(details, deployment, choices) : undefined;
  const close = () => setOpen(false);
  return (
    <>
      <GuardedButton
        variant={isRecommended ? 'primary' : 'secondary'}
        iconStart={<RiArrowUpCircleLine />}
        refusal={
          promotion
            ? undefined
            : (access.refusal(mlopsDeploymentDeployPermission, { environment }) ?? refusal)
        }
        isDisabled={!details}
        onPress={() => setOpen(true)}
      >
        {promotion ? `${promotion.label} first…` : `Make v${version} the champion…`}
      </GuardedButton>
      {isOpen && details && promotion && (
        <TransitionDialog
          model={{ name: model }}
          version={details}
          to={promotion.to}
          onClose={close}
        />
      )}
      {isOpen && details && !promotion && (
        <MakeChampionDialog deployment={deployment} version={version} onClose={close} />
      )}
    </>
  );
}

/** The change of stage that would let the version be champion, if the policy has one. */
function promotionOf(
  version: Version,
  deployment: Deployment,
  choices: ReturnType<typeof useServingChoices>,
) {
  const { environment, policy } = choices;
  const canServe = version.servable || isServedElsewhere(deployment);
  if (!environment || !policy.data || !canServe) {
    return undefined;
  }
  const taken = stagesFor(environment, 'champion');
  return stageSteps(policy.data, version.stage).find(({ to }) => taken.includes(to));
}
