import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink } from '@backstage/ui';
import type { Deployment, Model, Version } from '@mlops-backstage/plugin-mlops-common';
import { metricName } from '../../format/metrics';
import { formatMeasure } from '../../format/numbers';
import { useDeployments } from '../../queries/deployments';
import { useLifecyclePolicy } from '../../queries/lifecyclePolicy';
import { useDrift } from '../../queries/monitoring';
import { useVersion } from '../../queries/versions';
import { EndpointLink } from '../deployments/EndpointLink';
import { environmentTitle } from '../serving/byEnvironment';
import { nearestToProduction } from '../serving/nearestToProduction';
import { Answer } from '../shared/Answer';
import { useEntityHref } from '../shared/EntityLink';
import { Facts, type Fact } from '../shared/Facts';
import { MlopsRoot } from '../shared/MlopsRoot';
import { ModelOfEntity } from '../shared/ModelOfEntity';
import { Section } from '../shared/Section';
import { DeploymentStatusWord, StatusWord } from '../shared/StatusWord';
import styles from './ModelCard.module.css';
import { modelHealth } from './modelHealth';
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
    ['Quality', deployment?.version && served.isPending ? '…' : qualityInWords(metric)],
  ];
  if (deployment) {
    facts.push(
      [
        deployments.length === 1 ? 'Endpoint' : 'Endpoints',
        <Endpoints model={model} deployments={deployments} />,
      ],
      [
        deployments.length === 1 ? 'Rows scored' : `Rows scored by ${deployment.name}`,
        <RowsLately deployment={deployment.name} />,
      ],
    );
  }
  return (
    <>
      <Health deployment={deployment} />
      <Facts facts={facts} />
      <Ways isDeployed={deployment !== undefined} />
    </>
  );
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

function Health({ deployment }: { deployment: Deployment | undefined }) {
  return deployment ? (
    <MeasuredHealth deployment={deployment} />
  ) : (
    <HealthWords {...modelHealth(undefined, undefined)} />
  );
}

function MeasuredHealth({ deployment }: { deployment: Deployment }) {
  const drift = useDrift(deployment.name, { range: 'all', interval: 'month' });
  const health = modelHealth(deployment, drift.data);
  if (drift.data || deployment.status !== 'online') {
    return <HealthWords {...health} />;
  }
  return (
    <HealthWords
      {...health}
      reason={drift.isError ? 'Its drift could not be read.' : 'Looking for drift…'}
    />
  );
}

function HealthWords({ tone, word, reason }: ReturnType<typeof modelHealth>) {
  return (
    <div>
      <p className={styles.health}>
        <StatusWord tone={tone}>{word}</StatusWord>
      </p>
      <p className={styles.reason}>{reason}</p>
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
      {deployments.slice(0, MOST_SHOWN).map(({ name, status, version, environment }) => (
        <li key={name}>
          <DeploymentStatusWord status={status} version={version} />
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

/** The ways from the card to the tabs. */
function Ways({ isDeployed }: { isDeployed: boolean }) {
  const { entity } = useEntity();
  const href = useEntityHref()(stringifyEntityRef(entity));
  if (!href) {
    return null;
  }
  return (
    <div className={styles.ways}>
      <ButtonLink size="small" variant="secondary" href={`${href}/model`}>
        Versions
      </ButtonLink>
      <ButtonLink size="small" variant="secondary" href={`${href}/serving`}>
        {isDeployed ? 'Try it' : 'Deploy'}
      </ButtonLink>
      {isDeployed && (
        <ButtonLink size="small" variant="secondary" href={`${href}/monitoring`}>
          Monitoring
        </ButtonLink>
      )}
    </div>
  );
}
