import { Alert } from '@backstage/ui';
import type { Approval, ApprovalState } from '@mlops-backstage/plugin-mlops-common';
import { formatQuantity } from '../../format/numbers';
import { useTransitions } from '../../queries/lifecycle';
import { GateList } from '../lifecycle/GateList';
import { stageStep } from '../lifecycle/stageSteps';
import { Answer } from '../shared/Answer';
import { CopyButton } from '../shared/CopyButton';
import { Author, EntityLink } from '../shared/EntityLink';
import { Facts } from '../shared/Facts';
import { Instant } from '../shared/Instant';
import { ModelLink } from '../shared/ModelLink';
import { PlainTable } from '../shared/PlainTable';
import { Section } from '../shared/Section';
import { StageChip } from '../shared/StageChip';
import styles from './Approvals.module.css';
import { ApprovalStateWord } from './ApprovalStateWord';
import { ChampionComparison } from './ChampionComparison';
import { DecisionForm } from './DecisionForm';
import { Withdrawal } from './Withdrawal';

/** What the states say that isn't clear from their word. */
const EXPLANATIONS: Partial<Record<ApprovalState, string>> = {
  approved: 'The change may be made now. It was not made yet.',
  void: 'What was asked for isn’t there any more: the artifact or the version’s stage changed. It has to be asked for anew.',
  used: 'The change was made.',
  expired: 'Nobody decided in time. It has to be asked for anew.',
};

/** A request for approval: the change, what stands in its way, what it would better, who decides. */
export function ApprovalDetails({ approval }: { approval: Approval }) {
  const { model, version, from, to, state, reason, requestedBy, requestedAt } = approval;
  const isOpen = state === 'pending' || state === 'approved';
  const explanation = EXPLANATIONS[state];
  return (
    <Section
      title={`${stageStep(from, to).label}: ${model} v${version}`}
      actions={<ApprovalStateWord state={state} />}
    >
      <p className={styles.sentence}>
        <Author name={requestedBy} /> asks, <Instant at={requestedAt} />: “{reason}”
      </p>
      {explanation && <p className={styles.note}>{explanation}</p>}
      <Change approval={approval} />
      {isOpen && <GatesNow approval={approval} />}
      <ChampionComparison model={model} version={version} to={to} />
      <Deciders approval={approval} />
      <Decisions approval={approval} />
      {state === 'pending' &&
        (approval.mayDecide ? (
          <DecisionForm approval={approval} />
        ) : (
          <Alert
            role="status"
            status="info"
            icon
            title="You can’t decide this"
            description={approval.mayNotDecideBecause ?? 'You are in none of the groups that may.'}
          />
        ))}
      {isOpen && <Withdrawal approval={approval} />}
    </Section>
  );
}

function Change({ approval: { model, version, from, to, digest } }: { approval: Approval }) {
  return (
    <>
      <PlainTable
        caption="The change"
        columns={[
          { id: 'field', label: 'Field', value: row => row.field },
          { id: 'before', label: 'Before', value: row => row.before },
          { id: 'after', label: 'After', value: row => row.after },
        ]}
        rows={[
          {
            field: 'Stage',
            before: <StageChip stage={from} />,
            after: <StageChip stage={to} />,
          },
        ]}
      />
      <Facts
        facts={[
          ['Model', <ModelLink name={model} />],
          ['Version', `v${version}`],
          [
            'Artifact',
            <span className={styles.digest}>
              <code>{digest}</code>
              <CopyButton text={digest} label="Copy the digest" />
            </span>,
          ],
        ]}
      />
    </>
  );
}

/** The gates as they are now: what was true when it was asked for may have changed. */
function GatesNow({ approval: { model, version, from, to } }: { approval: Approval }) {
  const transitions = useTransitions(model, version);
  return (
    <div className={styles.part}>
      <h3 className={styles.subtitle}>Gates, as they are now</h3>
      <Answer query={transitions} what="the gates">
        {({ stage, items }) => {
          const option = stage === from ? items.find(each => each.to === to) : undefined;
          return option ? (
            <>
              <GateList gates={option.gates} />
              {option.refusal && (
                <Alert
                  status="warning"
                  icon
                  title="It would be refused"
                  description={option.refusal}
                />
              )}
              {option.consequences.map(({ message }) => (
                <p key={message} className={styles.note}>
                  {message}
                </p>
              ))}
            </>
          ) : (
            <p className={styles.note}>The version is in {stage} by now: it can’t go this way.</p>
          );
        }}
      </Answer>
    </div>
  );
}

function Deciders({ approval }: { approval: Approval }) {
  const { required, groups, state, expiresAt } = approval;
  return (
    <div className={styles.part}>
      <h3 className={styles.subtitle}>Who may decide</h3>
      <p className={styles.sentence}>
        {formatQuantity(required, 'approval')} of somebody in{' '}
        {groups.map((group, index) => (
          <span key={group}>
            {index > 0 && (index === groups.length - 1 ? ' or ' : ', ')}
            <EntityLink entityRef={group} />
          </span>
        ))}
        , but not of who asks. One rejection ends it.
      </p>
      {state === 'pending' && (
        <p className={styles.note}>
          It expires <Instant at={expiresAt} />.
        </p>
      )}
    </div>
  );
}

function Decisions({ approval: { decisions } }: { approval: Approval }) {
  return (
    <div className={styles.part}>
      <h3 className={styles.subtitle}>Decisions so far</h3>
      {decisions.length === 0 ? (
        <p className={styles.note}>None yet.</p>
      ) : (
        <ul className={styles.decisions} aria-label="Decisions so far">
          {decisions.map(({ decision, by, at, comment }) => (
            <li key={`${by} ${at}`}>
              <ApprovalStateWord state={decision === 'approve' ? 'approved' : 'rejected'} /> by{' '}
              <Author name={by} />, <Instant at={at} />: “{comment}”
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
