import type { Model } from '@mlops-backstage/plugin-mlops-common';
import { formatCount } from '../../format/numbers';
import { Chips } from '../shared/Chips';
import { EntityLink } from '../shared/EntityLink';
import { Facts, type Fact } from '../shared/Facts';
import { Instant } from '../shared/Instant';
import { Section } from '../shared/Section';
import { StageChip } from '../shared/StageChip';
import { ModelMenu } from './ModelMenu';
import styles from './ModelTab.module.css';
import type { VersionActions } from './useVersionActions';

interface ModelSummaryProps {
  model: Model;
  actions: VersionActions;
}

/** What is said of a model as a whole, and the way to change it. */
export function ModelSummary({ model, actions }: ModelSummaryProps) {
  const facts: Fact[] = [
    ['Versions', formatCount(model.versionCount)],
    ['Owner', <EntityLink entityRef={model.owner} />],
    ['System', model.system ? <EntityLink entityRef={model.system} /> : 'None'],
    ['Changed', <Instant at={model.updatedAt} />],
  ];
  const staged = model.stages.filter(({ stage }) => stage === 'Production' || stage === 'Staging');
  if (staged.length > 0) {
    facts.push(['Stages', <Stages stages={staged} />]);
  }
  if (model.aliases.length > 0) {
    const names = model.aliases.map(({ alias, version }) => `${alias} → v${version}`);
    facts.push(['Aliases', <Chips label="Aliases of the model" names={names} />]);
  }
  if (model.tags.length > 0) {
    facts.push(['Tags', <Chips label="Tags of the model" names={model.tags} />]);
  }
  if (model.declaredBy) {
    facts.push(['Declared by', <EntityLink entityRef={model.declaredBy} />]);
  }
  return (
    <Section title={model.name} actions={<ModelMenu model={model} actions={actions} />}>
      {model.description && <p className={styles.description}>{model.description}</p>}
      <Facts inRow facts={facts} />
    </Section>
  );
}

/** The newest version of each stage that counts. */
function Stages({ stages }: { stages: Model['stages'] }) {
  return (
    <span className={styles.lines}>
      {stages.map(({ stage, version }) => (
        <span key={stage} className={styles.head}>
          <StageChip stage={stage} /> v{version}
        </span>
      ))}
    </span>
  );
}
