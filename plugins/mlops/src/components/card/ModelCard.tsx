import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink, Link } from '@backstage/ui';
import type { Deployment, Model, Version } from '@mlops-backstage/plugin-mlops-common';
import { metricName } from '../../format/metrics';
import { formatMeasure } from '../../format/numbers';
import { useDeployments } from '../../queries/deployments';
import { useLifecyclePolicy } from '../../queries/lifecyclePolicy';
import { useDrift, useHealthOf } from '../../queries/monitoring';
import { useVersion } from '../../queries/versions';
import { EndpointLink } from '../deployments/EndpointLink';
import { environmentTitle } from '../serving/byEnvironment';
import { nearestToProduction } from '../serving/nearestToProduction';
import { useAlertsHref } from '../alerts/useAlertsHref';
import { useVersionActions } from '../model/useVersionActions';
import { ActionMenu } from '../shared/ActionMenu';
import { Answer } from '../shared/Answer';
import { useEntityHref } from '../shared/EntityLink';
import { Facts, type Fact } from '../shared/Facts';
import { MlopsRoot } from '../shared/MlopsRoot';
import { ModelOfEntity } from '../shared/ModelOfEntity';
import { Section } from '../shared/Section';
import { isServedElsewhere } from '../shared/servedElsewhere';
import { StageChip } from '../shared/StageChip';
import { DeploymentStatusWord, StatusWord } from '../shared/StatusWord';
import styles from './ModelCard.module.css';
import { modelHealth, type ModelHealth } from './modelHealth';
import { RowsLately } from './RowsLately';

/** The card on the overview of a model's entity. */
export function ModelCard() {
  return (
    <MlopsRoot>
      <Section title="Model">
        <ModelOfEntity>{model => <CardContent model={model} />}</ModelOfEntity>
      </Section>
    </MlopsRoot>
  );
}

function CardContent({ model }: { model: Model }) {
  const deployments = useDeployments(model.name);
  const environments = useLifecyclePolicy().data?.environments ?? [];
  return (
    <Answer query={deployments} what="the deployments">
      {all => <Summary model={model} deployments={nearestToProduction(all, environments)} />}
    </Answer>
  );
}

interface SummaryProps {
  model: Model;
  /** The one to report on first. */
  deployments: Deployment[];
}

function Summary({ model, deployments }: SummaryProps) {
  const [deployment] = deployments as [Deployment | undefined];
  const served = useVersion(model.name, deployment?.version);
  const metric = deployment?.version
    ? served.data?.headlineMetric
    : model.latestVersion?.headlineMetric;
  const facts: Fact[] = [
    [
      deployment?.version === undefined ? 'Newest version' : 'Deployed version',
      versionInWords(deployment?.version, model.latestVersion?.version),
    ],
    ['In production', <InProduction model={model} />],
    ['Quality', deployment?.version && served.isPending ? '…' : qualityInWords(metric)],
  ];
  if (deployment) {
    facts.push(
      [endpointsInWords(deployments), <Endpoints model={model} deployments={deployments} />],
      [
        deployments.length === 1 ? 'Rows scored' : `Rows scored by ${deployment.name}`,
        <RowsLately model={model.name} deployment={deployment.name} />,
      ],
    );
  }
  return (
    <>
      <Health model={model} deployment={deployment} />
      <Facts facts={facts} />
      <Ways model={model} deployments={deployments} />
    </>
  );
}

/** What the deployments are together: of what is served elsewhere there is no endpoint. */
function endpointsInWords(deployments: readonly Deployment[]): string {
  const one = deployments.every(isServedElsewhere) ? 'Deployment' : 'Endpoint';
  return deployments.length === 1 ? one : `${one}s`;
}

/** The deployed version with the newest beside it where that is another, or the newest alone. */
function versionInWords(deployed: number | undefined, newest: number | undefined): string {
  if (deployed === undefined) {
    return newest === undefined ? 'None yet' : `v${newest}`;
  }
  return newest !== undefined && newest > deployed
    ? `v${deployed} (newest: v${newest})`
    : `v${deployed}`;
}

/** The newest version in production. */
function InProduction({ model }: { model: Model }) {
  const version = model.stages.find(({ stage }) => stage === 'Production')?.version;
  return version === undefined ? (
    <>None</>
  ) : (
    <>
      <StageChip stage="Production" /> v{version}
    </>
  );
}

interface HealthProps {
  model: Model;
  deployment: Deployment | undefined;
}

function Health({ model, deployment }: HealthProps) {
  return deployment ? (
    <MeasuredHealth model={model} deployment={deployment} />
  ) : (
    <HealthWords model={model} health={modelHealth(undefined, undefined, model.openAlerts)} />
  );
}

function MeasuredHealth({ model, deployment }: { model: Model; deployment: Deployment }) {
  const drift = useDrift(deployment.name, { range: 'all', interval: 'month' });
  const { data: present } = useHealthOf(model.name, deployment.name);
  const quiet = present?.health === 'silent' ? present.why : undefined;
  const health = modelHealth(deployment, drift.data, model.openAlerts, quiet);
  if (drift.data || deployment.status !== 'online' || health.word === 'Alerting') {
    return <HealthWords model={model} health={health} />;
  }
  const reason = drift.isError ? 'Its drift could not be read.' : 'Looking for drift…';
  return <HealthWords model={model} health={{ ...health, reason }} />;
}

function HealthWords({ model, health }: { model: Model; health: ModelHealth }) {
  const alerts = useAlertsHref()({ model: model.name });
  return (
    <div>
      <p className={styles.health}>
        <StatusWord tone={health.tone}>{health.word}</StatusWord>
      </p>
      <p className={styles.reason}>
        {health.reason} {model.openAlerts && <Link href={alerts}>Show the alerts</Link>}
      </p>
    </div>
  );
}

const MOST_SHOWN = 4;

/** Whether they serve, what, and where; each leads to its part of the tab “Serving”. */
function Endpoints({ model, deployments }: SummaryProps) {
  const environments = useLifecyclePolicy().data?.environments ?? [];
  const more = deployments.length - MOST_SHOWN;
  return (
    <ul className={styles.endpoints}>
      {deployments.slice(0, MOST_SHOWN).map(({ name, status, version, target, environment }) => (
        <li key={name}>
          <DeploymentStatusWord status={status} version={version} target={target} />
          <span className={styles.endpoint}>
            <EndpointLink entityRef={model.entityRef} deployment={name} /> ·{' '}
            {environmentTitle(environments, environment)}
          </span>
        </li>
      ))}
      {more > 0 && <li className={styles.reason}>and {more} more</li>}
    </ul>
  );
}

function qualityInWords(metric: Version['headlineMetric']): string {
  return metric
    ? `${metricName(metric.name)} ${formatMeasure(metric.value)} (${metric.split})`
    : 'Not evaluated';
}

/** What the tab “Serving” is for now; what is served elsewhere can't be tried from here. */
function wayToServing(deployment: Deployment | undefined): string {
  if (!deployment) {
    return 'Deploy';
  }
  return isServedElsewhere(deployment) ? 'Serving' : 'Try it';
}

/** What can be done from the card, and the ways to the tabs. */
function Ways({ model, deployments }: SummaryProps) {
  const { entity } = useEntity();
  const href = useEntityHref()(stringifyEntityRef(entity));
  const actions = useVersionActions(model, deployments);
  const [deployment] = deployments as [Deployment | undefined];
  const version = useVersion(model.name, deployment?.version ?? model.latestVersion?.version).data;
  return (
    <div className={styles.ways}>
      {href && (
        <>
          <ButtonLink size="small" variant="secondary" href={`${href}/model`}>
            Versions
          </ButtonLink>
          <ButtonLink size="small" variant="secondary" href={`${href}/serving`}>
            {wayToServing(deployment)}
          </ButtonLink>
          {deployment && (
            <ButtonLink size="small" variant="secondary" href={`${href}/monitoring`}>
              Monitoring
            </ButtonLink>
          )}
          <ButtonLink size="small" variant="secondary" href={`${href}/governance`}>
            Governance
          </ButtonLink>
        </>
      )}
      {version && (
        <ActionMenu label={`Actions on version ${version.version}`} actions={actions.of(version)} />
      )}
      {actions.progress}
    </div>
  );
}
