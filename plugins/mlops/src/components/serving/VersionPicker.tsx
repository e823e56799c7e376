import { Button, Select } from '@backstage/ui';
import type { Version } from '@mlops-backstage/plugin-mlops-common';
import type { useVersionsSoFar } from '../../queries/versions';
import styles from './Serving.module.css';

interface VersionPickerProps {
  label?: string;
  /** Newest first, as far as they were read. */
  versions: ReturnType<typeof useVersionsSoFar>;
  /** Why a version can't be chosen; undefined where it can. */
  refusalOf(version: Version): string | undefined;
  value: number | undefined;
  onChange(version: number): void;
}

/** As many reasons are written out. */
const MOST_REASONS = 3;

const describe = ({ stage, aliases }: Version) => [stage, ...aliases].join(' · ');

/** Chooses a version. Those that can't be chosen are listed too, with the reason. */
export function VersionPicker(props: VersionPickerProps) {
  const { label = 'Version', versions, refusalOf, value, onChange } = props;
  const known = versions.data ?? [];
  const options = known.map(version => ({
    id: String(version.version),
    label: `v${version.version}`,
    description: describe(version),
    disabled: refusalOf(version) !== undefined,
  }));
  // One that was chosen elsewhere may lie further back than what was read.
  if (value !== undefined && known.every(({ version }) => version !== value)) {
    options.push({ id: String(value), label: `v${value}`, description: '', disabled: false });
  }
  const reasons = known.flatMap(version => refusalOf(version) ?? []);
  return (
    <div className={styles.picker}>
      <Select
        label={label}
        isRequired
        placeholder="Choose a version"
        options={options}
        value={value === undefined ? null : String(value)}
        onChange={key => key !== null && onChange(Number(key))}
      />
      {reasons.length > 0 && (
        <ul className={styles.reasons} aria-label="Versions that can’t be chosen">
          {reasons.slice(0, MOST_REASONS).map(reason => (
            <li key={reason}>{reason}</li>
          ))}
          {reasons.length > MOST_REASONS && (
            <li>and {reasons.length - MOST_REASONS} more, for such reasons</li>
          )}
        </ul>
      )}
      {versions.hasNextPage && (
        <Button
          size="small"
          variant="tertiary"
          isPending={versions.isFetchingNextPage}
          onPress={() => versions.fetchNextPage()}
        >
          Show older versions
        </Button>
      )}
    </div>
  );
}
