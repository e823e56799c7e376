import type { Grant } from '@mlops-backstage/plugin-mlops-common';
import { PlainTable } from '../shared/PlainTable';
import { StatusWord } from '../shared/StatusWord';
import { answersOf, type Extent, type PermissionAnswer } from './capabilities';
import styles from './Governance.module.css';
import { permissionInWords } from './permissionInWords';

const list = new Intl.ListFormat('en');

/** `yes`, `no`, or where. */
function answerInWords({ extent, granted, refused }: PermissionAnswer): string {
  if (extent !== 'some') {
    return extent === 'all' ? 'Yes' : 'No';
  }
  return `Only for ${list.format(granted)}${refused.length > 0 ? `, not for ${list.format(refused)}` : ''}`;
}

const TONES = { all: 'good', some: 'warning', none: 'idle' } as const;

/** How much is granted, as a word with an icon. */
export function ExtentWord({ extent, words }: { extent: Extent; words?: string }) {
  const usual = { all: 'Yes', some: 'Partly', none: 'No' }[extent];
  return <StatusWord tone={TONES[extent]}>{words ?? usual}</StatusWord>;
}

interface GrantTableProps {
  caption: string;
  grants: readonly Grant[];
}

/** What somebody may do with a model, in words, with the rule that says so. */
export function GrantTable({ caption, grants }: GrantTableProps) {
  return (
    <div className={styles.grants}>
      <PlainTable
        caption={caption}
        hideCaption
        rows={answersOf(grants)}
        columns={[
          {
            id: 'what',
            label: 'May',
            value: ({ permission }) => (
              <span title={permission}>{permissionInWords(permission)}</span>
            ),
          },
          {
            id: 'answer',
            label: 'Answer',
            value: answer => <ExtentWord extent={answer.extent} words={answerInWords(answer)} />,
          },
          {
            id: 'because',
            label: 'By which rule',
            value: ({ because }) => (because.length > 0 ? because.join('; ') : '–'),
          },
        ]}
      />
    </div>
  );
}
