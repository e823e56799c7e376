import type { InferResponse, Version } from '@mlops-backstage/plugin-mlops-common';
import { formatLatency, formatPercent } from '../../format/numbers';
import { predictionInWords } from './predictionInWords';
import styles from './Serving.module.css';

interface PredictionAnswerProps {
  response: InferResponse;
  milliseconds: number;
  version: Version;
}

/** An answer in words, by which version and how fast, and as it came. */
export function PredictionAnswer({ response, milliseconds, version }: PredictionAnswerProps) {
  const words = predictionInWords(response, version.prediction);
  const answeredBy = response.model_version ?? String(version.version);
  return (
    <div className={styles.answer}>
      <p className={styles.headline}>{words?.headline ?? 'Answered'}</p>
      {words && words.scores.length > 0 && (
        <dl className={styles.scores}>
          {words.scores.map(({ name, score }) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd aria-hidden="true">
                <div className={styles.bar} style={{ width: `${score * 100}%` }} />
              </dd>
              <dd>{formatPercent(score)}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className={styles.secondary}>
        By version {answeredBy} in {formatLatency(milliseconds)}, the way through the portal
        included.
      </p>
      <details>
        <summary>Raw answer</summary>
        <pre className={styles.json}>{JSON.stringify(response, undefined, 2)}</pre>
      </details>
    </div>
  );
}
