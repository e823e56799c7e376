import { Alert, Button, TextAreaField, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type { Card, CardSection } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useWriteCard } from '../../queries/cards';
import { isConflict, reasonOf } from '../../queries/errors';
import { Markdown } from '../shared/Markdown';
import styles from './CardView.module.css';
import { useDraft } from './useDraft';

interface CardSectionEditorProps {
  /** Its newest revision; it may move on while a person writes. */
  card: Card;
  section: CardSection;
  onLeave(): void;
}

const LONGEST = 20_000;

/** Writes one section. Should somebody else have written meanwhile, the text stays and theirs is shown beside it. */
export function CardSectionEditor({ card, section, onLeave }: CardSectionEditorProps) {
  const write = useWriteCard(card.model, card.version);
  const { text, setText, ...draft } = useDraft(`${card.model}@${card.version}/${section.id}`, {
    text: section.written,
    revision: card.revision,
  });
  // What was read before writing began; after a conflict, what the person was shown then.
  const [basis, setBasis] = useState({ revision: draft.revision, text: section.written });
  const [isPreview, setPreview] = useState(false);
  const isCarriedOver = section.carriedOverFrom !== undefined;
  const isRefused = isConflict(write.error);
  const hasMoved = card.revision !== basis.revision;
  const leave = () => {
    draft.forget();
    onLeave();
  };
  const save = () => {
    const basedOnRevision = isRefused ? card.revision : basis.revision;
    setBasis({ revision: basedOnRevision, text: section.written });
    write.mutate({ basedOnRevision, sections: { [section.id]: text } }, { onSuccess: leave });
  };
  return (
    <div className={styles.editor}>
      {section.guidance && <p className={styles.guidance}>{section.guidance}</p>}
      {isCarriedOver && (
        <p className={styles.secondary}>
          The text comes from version {section.carriedOverFrom}. Save it, changed or not, to say
          that it holds for version {card.version}.
        </p>
      )}
      {draft.isResumed && (
        <p className={styles.secondary}>What you had begun to write. “Cancel” drops it.</p>
      )}
      {isRefused && (
        <Alert
          role="alert"
          status="warning"
          icon
          title="Somebody else wrote meanwhile"
          description={
            hasMoved && section.written !== basis.text
              ? 'Your text is kept. Compare it with theirs below; what you save replaces it.'
              : 'Your text is kept. They did not change this section: save again to add yours.'
          }
        />
      )}
      {isRefused && hasMoved && section.written !== basis.text && (
        <div className={styles.theirs}>
          <h4 className={styles.origin}>What is written now</h4>
          <Markdown text={section.written} />
        </div>
      )}
      {write.isError && !isRefused && (
        <Alert
          role="alert"
          status="danger"
          icon
          title="Not saved"
          description={reasonOf(write.error)}
        />
      )}
      <ToggleButtonGroup
        aria-label="View of the text"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[isPreview ? 'preview' : 'write']}
        onSelectionChange={keys => setPreview(keys.has('preview'))}
      >
        <ToggleButton id="write" size="small">
          Text
        </ToggleButton>
        <ToggleButton id="preview" size="small">
          Preview
        </ToggleButton>
      </ToggleButtonGroup>
      {isPreview ? (
        <div className={styles.preview} role="region" aria-label={`Preview of ${section.title}`}>
          {text.trim() === '' ? (
            <p className={styles.secondary}>Nothing to show.</p>
          ) : (
            <Markdown text={text} />
          )}
        </div>
      ) : (
        <TextAreaField
          label={section.title}
          description="Markdown; images are not shown."
          rows={10}
          maxLength={LONGEST}
          value={text}
          onChange={setText}
          // The person asked for this field just now.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
        />
      )}
      <div className={styles.actions}>
        <Button
          size="small"
          variant="primary"
          isDisabled={text === section.written && !isCarriedOver}
          isPending={write.isPending}
          onPress={save}
        >
          Save
        </Button>
        <Button size="small" variant="secondary" onPress={leave}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
