import { Button } from '@backstage/ui';
import type { CardSection } from '@mlops-backstage/plugin-mlops-common';
import { useCardRevisions } from '../../queries/cards';
import { Answer } from '../shared/Answer';
import { Author } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import { PlainTable } from '../shared/PlainTable';
import { titlesOf } from './cardInWords';
import styles from './CardView.module.css';

interface CardHistoryProps {
  model: string;
  version: number;
  sections: CardSection[];
  /** The revision that is shown; undefined for the newest. */
  shown: number | undefined;
  onShow(revision: number | undefined): void;
}

/** Who wrote the card, and the way to what it said then. */
export function CardHistory({ model, version, sections, shown, onShow }: CardHistoryProps) {
  const revisions = useCardRevisions(model, version);
  return (
    <Answer query={revisions} what="the history of the card">
      {items =>
        items.length === 0 ? null : (
          <details className={styles.history} open={shown !== undefined}>
            <summary>History ({items.length})</summary>
            <PlainTable
              caption="Revisions of the card"
              hideCaption
              rows={items}
              columns={[
                { id: 'revision', label: 'Revision', value: ({ revision }) => revision },
                {
                  id: 'sections',
                  label: 'Changed',
                  value: revision => titlesOf(revision.sections, { sections }).join(', '),
                },
                { id: 'by', label: 'By', value: ({ writtenBy }) => <Author name={writtenBy} /> },
                { id: 'at', label: 'When', value: ({ writtenAt }) => <Instant at={writtenAt} /> },
                {
                  id: 'show',
                  label: 'Actions',
                  value: ({ revision }) =>
                    revision === (shown ?? items[0].revision) ? (
                      'Shown'
                    ) : (
                      <Button
                        size="small"
                        variant="tertiary"
                        aria-label={`View revision ${revision}`}
                        onPress={() =>
                          onShow(revision === items[0].revision ? undefined : revision)
                        }
                      >
                        View
                      </Button>
                    ),
                },
              ]}
            />
          </details>
        )
      }
    </Answer>
  );
}
