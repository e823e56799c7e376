import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink } from '@backstage/ui';
import type { Deployment, Model, Version } from '@mlops-backstage/plugin-mlops-common';
import { metricName } from '../../format/metrics';
import { formatMeasure } from '../../format/numbers';
import { useDeployments } from '../../queries/deployments';
import { useDrift } from '../../queries/monitoring';
import { useVersion } from '../../queries/versions';
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
  return (
    <Answer query={deployments} what="the deployments">
      {all => <Summary model={model} deployment={mostInService(all)} />}
    </Answer>
  );
}

function Summary({ model, deployment }: { model: Model; deployment: Deployment | undefined }) {
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
      ['Endpoint', <Endpoint deployment={deployment} />],
      ['Rows scored', <RowsLately deployment={deployment.name} />],
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

function Endpoint({ deployment }: { deployment: Deployment }) {
  return (
    <>
      <DeploymentStatusWord status={deployment.status} /> {deployment.name}
    </>
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

/** Of several endpoints the one to report on: one that serves before one that doesn't. */
function mostInService(deployments: Deployment[]): Deployment | undefined {
  return deployments.find(({ status }) => status !== 'undeployed') ?? deployments[0];
}
