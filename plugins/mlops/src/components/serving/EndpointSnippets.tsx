import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import type { Deployment, Version } from '@mlops-backstage/plugin-mlops-common';
import {
  curlRowsSnippet,
  curlSnippet,
  javascriptSnippet,
  pandasSnippet,
  pythonSnippet,
  type SnippetEndpoint,
} from '../../snippets/clientSnippets';
import { exampleRow, inferRequest } from '../../snippets/inferRequest';
import { rowsRequest } from '../../snippets/rowsRequest';
import { CopyButton } from '../shared/CopyButton';
import styles from './Serving.module.css';

interface Snippet {
  id: string;
  label: string;
  text: string;
}

/** Tensors for those who have a client of the protocol, rows and data frames for everybody else. */
function writeSnippets(endpoint: SnippetEndpoint, { signature, sampleInputs }: Version): Snippet[] {
  const row = exampleRow({ signature, sampleInputs });
  const request = inferRequest(signature, row);
  const rows = rowsRequest(signature, row);
  return [
    { id: 'curl', label: 'curl', text: curlSnippet(endpoint, request) },
    { id: 'python', label: 'Python', text: pythonSnippet(endpoint, request) },
    { id: 'javascript', label: 'JavaScript', text: javascriptSnippet(endpoint, request) },
    ...(rows
      ? [
          { id: 'rows', label: 'curl, rows', text: curlRowsSnippet(endpoint, rows) },
          { id: 'pandas', label: 'pandas', text: pandasSnippet(endpoint, rows) },
        ]
      : []),
  ];
}

interface EndpointSnippetsProps {
  endpoint: NonNullable<Deployment['endpoint']>;
  version: Version;
}

/** Where programs ask for predictions, and programs that do. */
export function EndpointSnippets({ endpoint, version }: EndpointSnippetsProps) {
  const { inferUrl: url, needsToken } = endpoint;
  const snippets = writeSnippets({ url, needsToken }, version);
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
          {snippets.map(({ id, label }) => (
            <Tab key={id} id={id}>
              {label}
            </Tab>
          ))}
        </TabList>
        {snippets.map(({ id, label, text }) => (
          <TabPanel key={id} id={id}>
            <Code text={text} language={label} />
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
