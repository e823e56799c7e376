import { Alert, Button } from '@backstage/ui';
import { mlopsCardUpdatePermission, type Card } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { formatInstant } from '../../format/instants';
import { useAccess } from '../../queries/access';
import { isNotFound } from '../../queries/errors';
import { useCard } from '../../queries/cards';
import { Answer } from '../shared/Answer';
import { EmptyState } from '../shared/EmptyState';
import { Author } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import { Section } from '../shared/Section';
import { StatusWord } from '../shared/StatusWord';
import { useSearchState } from '../shared/useSearchState';
import { CardDownloads } from './CardDownloads';
import { CardHistory } from './CardHistory';
import { completenessInWords } from './cardInWords';
import { CardSectionView } from './CardSectionView';
import styles from './CardView.module.css';

interface CardViewProps {
  model: string;
  version: number;
}

/** The model card of a version: its newest revision to read and write, or an earlier one to read. */
export function CardView({ model, version }: CardViewProps) {
  const [asked, choose] = useSearchState('revision');
  const revision = /^[1-9]\d{0,9}$/.test(asked ?? '') ? Number(asked) : undefined;
  const card = useCard(model, version, revision);
  const backToNewest = (
    <Button size="small" variant="secondary" onPress={() => choose(undefined)}>
      Show the newest
    </Button>
  );
  return (
    <Section
      title={`Model card of ${model} v${version}`}
      actions={<CardDownloads model={model} version={version} />}
    >
      {isNotFound(card.error) && revision !== undefined ? (
        <EmptyState title={`The card has no revision ${revision}`} actions={backToNewest} />
      ) : (
        <Answer query={card} what="the model card">
          {content => (
            <>
              {revision !== undefined && (
                <Alert
                  status="info"
                  icon
                  title={`Revision ${revision}, as it was${
                    content.writtenAt ? ` on ${formatInstant(content.writtenAt)}` : ''
                  }`}
                  description="It can be read, not changed."
                  customActions={backToNewest}
                />
              )}
              <CardContent card={content} isNewest={revision === undefined} />
            </>
          )}
        </Answer>
      )}
      <CardHistory
        model={model}
        version={version}
        sections={card.data?.sections ?? []}
        shown={revision}
        onShow={number => choose(number === undefined ? undefined : String(number))}
      />
    </Section>
  );
}

function CardContent({ card, isNewest }: { card: Card; isNewest: boolean }) {
  const refusal = useAccess(card.model).refusal(mlopsCardUpdatePermission);
  const [editing, edit] = useState<string>();
  return (
    <article
      className={styles.card}
      aria-label={`Model card of ${card.model}, version ${card.version}`}
    >
      <h2 className={styles.printTitle}>
        Model card of {card.model}, version {card.version}
      </h2>
      <div className={styles.state}>
        <StatusWord tone={card.complete ? 'good' : 'warning'}>
          {card.complete ? 'Complete' : 'Incomplete'}: {completenessInWords(card)}
        </StatusWord>
        <span className={styles.secondary}>
          {card.writtenAt && card.writtenBy ? (
            <>
              Revision {card.revision}, written <Instant at={card.writtenAt} /> by{' '}
              <Author name={card.writtenBy} />
            </>
          ) : (
            `Nobody has written for version ${card.version} yet`
          )}
        </span>
      </div>
      {card.sections.map(section => (
        <CardSectionView
          key={section.id}
          card={card}
          section={section}
          isEditing={isNewest && editing === section.id}
          editRefusal={
            refusal ??
            (editing !== undefined && editing !== section.id
              ? 'Another section is being written'
              : undefined)
          }
          onEdit={isNewest ? () => edit(section.id) : undefined}
          onLeave={() => edit(undefined)}
        />
      ))}
    </article>
  );
}
