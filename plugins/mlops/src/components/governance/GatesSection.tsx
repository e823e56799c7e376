import {
  mlopsGatesUpdatePermission,
  type Gates,
  type Model,
  type ModelGates,
  type Stage,
} from '@mlops-backstage/plugin-mlops-common';
import { RiEditLine } from '@remixicon/react';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { useGates } from '../../queries/lifecycle';
import { Answer } from '../shared/Answer';
import { EmptyState } from '../shared/EmptyState';
import { Author } from '../shared/EntityLink';
import { GuardedButton } from '../shared/GuardedButton';
import { Instant } from '../shared/Instant';
import { Section } from '../shared/Section';
import { StageChip } from '../shared/StageChip';
import { GatesDialog } from './GatesDialog';
import { gatesInWords } from './gatesInWords';
import styles from './Governance.module.css';

const STAGES: Stage[] = ['Production', 'Staging', 'None', 'Archived'];

/** What a version of the model has to meet before it enters a stage: configured for all models, and added for this one. */
export function GatesSection({ model }: { model: Model }) {
  const gates = useGates(model.name);
  const refusal = useAccess(model.name).refusal(mlopsGatesUpdatePermission);
  const [isEditing, setEditing] = useState(false);
  return (
    <Section
      title="Gates"
      actions={
        <GuardedButton
          size="small"
          variant="secondary"
          iconStart={<RiEditLine />}
          isDisabled={!gates.data}
          refusal={refusal}
          onPress={() => setEditing(true)}
        >
          Edit the added gates…
        </GuardedButton>
      }
    >
      <Answer query={gates} what="the gates">
        {found => (
          <>
            <GatesByStage gates={found} />
            {isEditing && (
              <GatesDialog
                model={model.name}
                added={found.added}
                onClose={() => setEditing(false)}
              />
            )}
          </>
        )}
      </Answer>
    </Section>
  );
}

function GatesByStage({
  gates: { configured, added, updatedAt, updatedBy },
}: {
  gates: ModelGates;
}) {
  const stages = STAGES.filter(stage =>
    [configured, added].some(each => gatesInWords(each[stage] ?? {}).length > 0),
  );
  if (stages.length === 0) {
    return (
      <EmptyState title="No gates">
        Whoever may move a version can do so without more. Add gates for this model here, or for all
        models in the portal’s configuration (mlops.lifecycle.gates).
      </EmptyState>
    );
  }
  return (
    <div className={styles.stages}>
      {stages.map(stage => (
        <div key={stage} className={styles.part}>
          <h3 className={styles.subtitle}>
            To enter <StageChip stage={stage} />
          </h3>
          <ul className={styles.rulesList} aria-label={`Gates before ${stage}`}>
            <Sentences gates={configured[stage]} from="for every model" />
            <Sentences gates={added[stage]} from="added for this model" />
          </ul>
        </div>
      ))}
      {updatedAt && updatedBy && (
        <p className={styles.note}>
          Added gates were last changed <Instant at={updatedAt} /> by <Author name={updatedBy} />.
        </p>
      )}
    </div>
  );
}

function Sentences({ gates = {}, from }: { gates: Gates | undefined; from: string }) {
  return (
    <>
      {gatesInWords(gates).map(sentence => (
        <li key={sentence}>
          {sentence} <span className={styles.note}>({from})</span>
        </li>
      ))}
    </>
  );
}
