import type { Version } from '@mlops-backstage/plugin-mlops-common';
import { formatName } from '../../format/artifacts';
import { formatBytes, formatCount } from '../../format/numbers';
import { CopyButton } from '../shared/CopyButton';
import { Facts, type Fact } from '../shared/Facts';
import styles from './ModelTab.module.css';

/** Where the artifact of a version is, and what it tells itself. */
export function ArtifactFacts({ version }: { version: Version }) {
  const { artifactInfo: info, digest, sizeBytes, uri } = version;
  const facts: Fact[] = [
    [
      'Format',
      info
        ? `${formatName(version.format)}, IR version ${info.irVersion}`
        : formatName(version.format),
    ],
    ['Where', uri ? <Copyable text={uri} label="Copy the address" /> : 'Uploaded to the registry'],
    ['Size', sizeBytes === undefined ? 'Not told' : formatBytes(sizeBytes)],
    ['Digest', <Copyable text={digest} label="Copy the digest" />],
  ];
  if (info) {
    facts.push(
      ['Opsets', info.opsets.map(o => `${o.domain || 'ai.onnx'} ${o.version}`).join(', ')],
      ['Producer', info.producer || 'Not told'],
      ['Initializer values', formatCount(info.parameterCount)],
      ['Operators', info.operators.join(', ')],
    );
  }
  facts.push([
    'Reference data',
    version.hasReference ? 'Yes: drift is measured against it' : 'None: drift is not measured',
  ]);
  return <Facts facts={facts} />;
}

function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <>
      <span className={styles.mono}>{text}</span> <CopyButton text={text} label={label} />
    </>
  );
}
