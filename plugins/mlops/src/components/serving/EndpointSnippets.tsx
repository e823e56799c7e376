import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import type { InferRequest, Version } from '@mlops-backstage/plugin-mlops-common';
import { curlSnippet, javascriptSnippet, pythonSnippet } from '../../snippets/clientSnippets';
import { exampleRow, inferRequest } from '../../snippets/inferRequest';
import { CopyButton } from '../shared/CopyButton';
import styles from './Serving.module.css';

const LANGUAGES: Array<{
  id: string;
  label: string;
  write(url: string, request: InferRequest): string;
}> = [
  { id: 'curl', label: 'curl', write: curlSnippet },
  { id: 'python', label: 'Python', write: pythonSnippet },
  { id: 'javascript', label: 'JavaScript', write: javascriptSnippet },
];

interface EndpointSnippetsProps {
  url: string;
  version: Version;
}

/** Where programs ask for predictions, and programs that do. */
export function EndpointSnippets({ url, version }: EndpointSnippetsProps) {
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
            <Code text={write(url, request)} language={label} />
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
