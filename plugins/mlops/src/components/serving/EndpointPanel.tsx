import { Alert } from '@backstage/ui';
import type { Deployment, Environment, Model } from '@mlops-backstage/plugin-mlops-common';
import { useVersion } from '../../queries/versions';
import { PredictionsCommand } from '../performance/PredictionsCommand';
import { Answer } from '../shared/Answer';
import { Facts, type Fact } from '../shared/Facts';
import { Instant } from '../shared/Instant';
import { Columns, Section } from '../shared/Section';
import { isServedElsewhere, targetName } from '../shared/servedElsewhere';
import { DeploymentStatusWord } from '../shared/StatusWord';
import { TokensSection } from '../tokens/TokensSection';
import { ChallengerSection } from '../verdict/ChallengerSection';
import { bakeLimitsInWords } from './bakeInWords';
import { BakeSection } from './BakeSection';
import { environmentTitle } from './byEnvironment';
import { EndpointActions } from './EndpointActions';
import { EndpointSnippets } from './EndpointSnippets';
import { RevisionHistory } from './RevisionHistory';
import { TryForm } from './TryForm';
import { WhoServes } from './WhoServes';

interface EndpointPanelProps {
  model: Model;
  deployment: Deployment;
  environments: Environment[];
}

/** Its own, else those of its environment. */
const bakeLimitsOf = ({ bakeLimits, environment }: Deployment, environments: Environment[]) =>
  bakeLimits ?? environments.find(({ name }) => name === environment)?.bakeLimits;

/** One endpoint: its state, who serves, how to call it or to tell what it answered, its tokens, its history. */
export function EndpointPanel({ model, deployment, environments }: EndpointPanelProps) {
  const { name, environment, version, endpoint } = deployment;
  const isElsewhere = isServedElsewhere(deployment);
  return (
    <>
      <Section title={name} actions={<EndpointActions model={model} deployment={deployment} />}>
        {deployment.statusMessage && (
          <Alert
            status={deployment.status === 'failed' ? 'danger' : 'info'}
            icon
            title={deployment.statusMessage}
          />
        )}
        <Facts
          inRow
          facts={[
            [
              'Status',
              <DeploymentStatusWord status={deployment.status} target={deployment.target} />,
            ],
            ['Environment', environmentTitle(environments, environment)],
            ['Target', targetName(deployment.target)],
            ['Follows', deployment.follow ?? 'No stage'],
            ['Revision', `${deployment.revision}`],
            ['Changed', <Instant at={deployment.updatedAt} />],
            ...(isElsewhere
              ? []
              : ([
                  ['Bake time', bakeLimitsInWords(bakeLimitsOf(deployment, environments))],
                  [
                    'Event time',
                    deployment.allowEventTime
                      ? 'Requests may say when their rows happened'
                      : 'The time of the request counts',
                  ],
                ] satisfies Fact[])),
          ]}
        />
      </Section>
      <BakeSection deployment={deployment} />
      <WhoServes deployment={deployment} />
      <ChallengerSection deployment={deployment} />
      {version !== undefined && endpoint && (
        <Call model={model} deployment={deployment} version={version} endpoint={endpoint} />
      )}
      {isElsewhere ? <Told deployment={deployment} /> : <TokensSection deployment={deployment} />}
      <Section title={`History of ${name}`}>
        <RevisionHistory deployment={deployment} />
      </Section>
    </>
  );
}

/** How predictions get here that are made elsewhere. */
function Told({ deployment }: { deployment: Deployment }) {
  return (
    <Section title={`Tell what ${deployment.name} answered`}>
      <PredictionsCommand deployment={deployment.name} />
    </Section>
  );
}

interface CallProps {
  model: Model;
  deployment: Deployment;
  version: number;
  endpoint: NonNullable<Deployment['endpoint']>;
}

function Call({ model, deployment, version, endpoint }: CallProps) {
  const served = useVersion(model.name, version);
  return (
    <Section title={`Ask ${deployment.name}`}>
      <Answer query={served} what={`version ${version}`}>
        {details => (
          <Columns>
            <EndpointSnippets endpoint={endpoint} version={details} />
            <TryForm
              // Another version may have another signature.
              key={details.version}
              model={model.name}
              deployment={deployment}
              version={details}
            />
          </Columns>
        )}
      </Answer>
    </Section>
  );
}
