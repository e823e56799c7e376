import type { Model } from '@mlops-backstage/plugin-mlops-common';
import { formatCount } from '../../format/numbers';
import { Chips } from '../shared/Chips';
import { EntityLink } from '../shared/EntityLink';
import { Facts, type Fact } from '../shared/Facts';
import { Instant } from '../shared/Instant';
import { Section } from '../shared/Section';
import { ModelMenu } from './ModelMenu';
import styles from './ModelTab.module.css';

/** What is said of a model as a whole, and the way to change it. */
export function ModelSummary({ model }: { model: Model }) {
  const facts: Fact[] = [
    ['Versions', formatCount(model.versionCount)],
    ['Owner', <EntityLink entityRef={model.owner} />],
    ['System', model.system ? <EntityLink entityRef={model.system} /> : 'None'],
    ['Changed', <Instant at={model.updatedAt} />],
  ];
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
    <Section title={model.name} actions={<ModelMenu model={model} />}>
      {model.description && <p className={styles.description}>{model.description}</p>}
      <Facts inRow facts={facts} />
    </Section>
  );
}
