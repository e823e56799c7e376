import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import type { Deployment, InferRequest, Version } from '@mlops-backstage/plugin-mlops-common';
import {
  curlSnippet,
  javascriptSnippet,
  pythonSnippet,
  type SnippetEndpoint,
} from '../../snippets/clientSnippets';
import { exampleRow, inferRequest } from '../../snippets/inferRequest';
import { CopyButton } from '../shared/CopyButton';
import styles from './Serving.module.css';

const LANGUAGES: Array<{
  id: string;
  label: string;
  write(endpoint: SnippetEndpoint, request: InferRequest): string;
}> = [
  { id: 'curl', label: 'curl', write: curlSnippet },
  { id: 'python', label: 'Python', write: pythonSnippet },
  { id: 'javascript', label: 'JavaScript', write: javascriptSnippet },
];

interface EndpointSnippetsProps {
  endpoint: NonNullable<Deployment['endpoint']>;
  version: Version;
}

/** Where programs ask for predictions, and programs that do. */
export function EndpointSnippets({ endpoint, version }: EndpointSnippetsProps) {
  const { inferUrl: url, needsToken } = endpoint;
  const request = inferRequest(version.signature, exampleRow(version));
  return (
    <div className={styles.part}>
      <h3 className={styles.subtitle}>Call the endpoint</h3>
      <div className={styles.url}>
        <code>{url}</code>
        <CopyButton text={url} label="Copy the URL" />
      </div>
      <p className={styles.secondary}>
        Open Inference Protocol v2
        {version.sampleInputs ? ', with a row of the reference data.' : '.'}
        {needsToken && ' The token is taken from the environment variable MLOPS_TOKEN.'}
      </p>
      <Tabs>
        <TabList aria-label="Language">
          {LANGUAGES.map(({ id, label }) => (
            <Tab key={id} id={id}>
              {label}
            </Tab>
          ))}
        </TabList>
        {LANGUAGES.map(({ id, label, write }) => (
          <TabPanel key={id} id={id}>
            <Code text={write({ url, needsToken }, request)} language={label} />
          </TabPanel>
        ))}
      </Tabs>
    </div>
  );
}

function Code({ text, language }: { text: string; language: string }) {
  return (
    <div className={styles.code}>
      <div className={styles.codeBar}>
        {language}
        <CopyButton text={text} label={`Copy the ${language} code`} />
      </div>
      {/* A region that scrolls has to be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0}>{text}</pre>
    </div>
  );
}
