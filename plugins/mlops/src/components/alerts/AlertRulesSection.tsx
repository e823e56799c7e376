import {
  mlopsAlertRulesUpdatePermission,
  mlopsAlertUpdatePermission,
  type AlertRules,
  type Model,
} from '@mlops-backstage/plugin-mlops-common';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { useAlertRules, useUnmuteAlerts } from '../../queries/alerts';
import { ReasonDialog } from '../model/ReasonDialog';
import { Answer } from '../shared/Answer';
import { EmptyState } from '../shared/EmptyState';
import { GuardedButton } from '../shared/GuardedButton';
import { Section } from '../shared/Section';
import { AlertRuleItem } from './AlertRuleItem';
import styles from './Alerts.module.css';
import { MuteDialog } from './MuteDialog';
import { MutedNote } from './MutedNote';
import { RuleDialog } from './RuleDialog';

/** The rules that raise alerts of a model by themselves, as sentences. */
export function AlertRulesSection({ model: { name } }: { model: Pick<Model, 'name'> }) {
  const rules = useAlertRules(name);
  const access = useAccess(name);
  const [isAdding, setAdding] = useState(false);
  return (
    <Section
      title="Alert rules"
      actions={
        <GuardedButton
          size="small"
          variant="secondary"
          iconStart={<RiAddLine />}
          isDisabled={!rules.data}
          refusal={access.refusal(mlopsAlertRulesUpdatePermission)}
          onPress={() => setAdding(true)}
        >
          Add a rule…
        </GuardedButton>
      }
    >
      <Answer query={rules} what="the alert rules">
        {found => (
          <>
            <WholeMute model={name} rules={found} />
            {found.items.length === 0 ? (
              <EmptyState title="No rules">
                Nothing raises an alert by itself. Add a rule for this model here, or for all models
                in the portal’s configuration (mlops.alerts.defaults).
              </EmptyState>
            ) : (
              <ul className={styles.alerts}>
                {found.items.map(rule => (
                  <AlertRuleItem key={rule.name} model={name} rule={rule} />
                ))}
              </ul>
            )}
          </>
        )}
      </Answer>
      {isAdding && <RuleDialog model={name} onClose={() => setAdding(false)} />}
    </Section>
  );
}

/** Whether anybody is told of the model's alerts, and the way to change that. */
function WholeMute({ model, rules: { mute } }: { model: string; rules: AlertRules }) {
  const refusal = useAccess(model).refusal(mlopsAlertUpdatePermission);
  const unmute = useUnmuteAlerts(model, undefined);
  const [isAsking, setAsking] = useState(false);
  return (
    <div className={styles.ruleHead}>
      {mute && <MutedNote mute={mute} />}
      <GuardedButton
        size="small"
        variant="secondary"
        refusal={refusal}
        onPress={() => setAsking(true)}
      >
        {mute ? 'Tell of alerts again…' : 'Mute all alerts of the model…'}
      </GuardedButton>
      {isAsking && !mute && (
        <MuteDialog model={model} rule={undefined} onClose={() => setAsking(false)} />
      )}
      {isAsking && mute && (
        <ReasonDialog
          title={`Tell of alerts of ${model} again`}
          action="Tell again"
          consequence="The owner is notified again, and webhooks are sent. What is wrong already is told at once."
          change={unmute}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
