import type { Card, CardSection } from '@mlops-backstage/plugin-mlops-common';
import { RiEditLine } from '@remixicon/react';
import { useId } from 'react';
import { GuardedButton } from '../shared/GuardedButton';
import { Markdown } from '../shared/Markdown';
import { StatusWord } from '../shared/StatusWord';
import { isLacking, stateInWords } from './cardInWords';
import { CardSectionEditor } from './CardSectionEditor';
import styles from './CardView.module.css';

interface CardSectionViewProps {
  card: Card;
  section: CardSection;
  isEditing: boolean;
  /** Why it can't be written now. */
  editRefusal: string | undefined;
  /** Absent where the card is only to be read. */
  onEdit?: () => void;
  onLeave(): void;
}

/** One section of a card: what the registry knows, and what a person wrote. */
export function CardSectionView(props: CardSectionViewProps) {
  const { card, section, isEditing, editRefusal, onEdit, onLeave } = props;
  const titleId = useId();
  const hasWords = section.written.trim() !== '';
  return (
    <section className={styles.section} aria-labelledby={titleId}>
      <header className={styles.header}>
        <h3 id={titleId} className={styles.title}>
          {section.title}
        </h3>
        <span className={styles.secondary}>
          {isLacking(section) ? (
            <StatusWord tone="warning">{stateInWords(section)}</StatusWord>
          ) : (
            stateInWords(section)
          )}
        </span>
        {onEdit && !isEditing && (
          <span className={styles.edit}>
            <GuardedButton
              size="small"
              variant="secondary"
              iconStart={<RiEditLine />}
              refusal={editRefusal}
              aria-label={`${hasWords ? 'Edit' : 'Write'} ${section.title}`}
              onPress={onEdit}
            >
              {hasWords ? 'Edit' : 'Write'}
            </GuardedButton>
          </span>
        )}
      </header>
      {section.generated.trim() !== '' && (
        <div className={styles.part}>
          <h4 className={styles.origin}>From the registry</h4>
          <Markdown text={section.generated} />
        </div>
      )}
      {isEditing ? (
        <CardSectionEditor card={card} section={section} onLeave={onLeave} />
      ) : (
        <WrittenPart section={section} />
      )}
    </section>
  );
}

function WrittenPart({ section }: { section: CardSection }) {
  if (section.written.trim() === '') {
    return section.needsPerson ? (
      <p className={styles.secondary}>{section.guidance ?? 'Nothing written yet.'}</p>
    ) : null;
  }
  return (
    <div className={styles.part}>
      <h4 className={styles.origin}>Written by people</h4>
      <Markdown text={section.written} />
    </div>
  );
}
