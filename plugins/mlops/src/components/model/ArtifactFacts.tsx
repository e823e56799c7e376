import type { Version } from '@mlops-backstage/plugin-mlops-common';
import { formatBytes, formatCount } from '../../format/numbers';
import { CopyButton } from '../shared/CopyButton';
import { Facts } from '../shared/Facts';
import styles from './ModelTab.module.css';

/** What the artifact itself tells. */
export function ArtifactFacts({ version }: { version: Version }) {
  const { artifactInfo: info, digest } = version;
  return (
    <Facts
      facts={[
        ['Format', `${version.format.toUpperCase()}, IR version ${info.irVersion}`],
        ['Size', formatBytes(version.sizeBytes)],
        [
          'Digest',
          <>
            <span className={styles.mono}>{digest}</span>{' '}
            <CopyButton text={digest} label="Copy the digest" />
          </>,
        ],
        ['Opsets', info.opsets.map(o => `${o.domain || 'ai.onnx'} ${o.version}`).join(', ')],
        ['Producer', info.producer || 'Not told'],
        ['Initializer values', formatCount(info.parameterCount)],
        ['Operators', info.operators.join(', ')],
        [
          'Reference data',
          version.hasReference
            ? 'Yes: drift is measured against it'
            : 'None: drift is not measured',
        ],
      ]}
    />
  );
}
