import type { Source, TensorSignature, Version } from '@mlops-backstage/plugin-mlops-common';
import { byteCount } from '@mlops-backstage/plugin-mlops-node';
import { formatCount, formatDay } from '../figures';
import { blocks } from '../markdown/blocks';
import { inline } from '../markdown/inline';
import { factTable, table } from '../markdown/table';
import { webAddress } from '../webAddress';
import type { CardSectionDefinition } from './CardSectionDefinition';
import { problemTypes } from './problemTypes';

type Facts = Array<[name: string, value?: string]>;

const known = (text: string | undefined) => text && inline(text);

/** The address itself is what is shown: a text of its own could pretend another one. */
const address = (url: string | undefined) => {
  const safe = webAddress(url);
  return safe === undefined ? known(url) : `<${safe}>`;
};

function sourceFacts(source: Source = {}): Facts {
  return [
    ['Project', known(source.project)],
    ['Workflow', known(source.workflow)],
    ['Run', known(source.run)],
    ['Address of the run', address(source.runUrl)],
    ['Repository', address(source.repository)],
    ['Commit', known(source.commit)],
    ['Made by', known(source.user)],
  ];
}

function artifactFacts(version: Version): Facts {
  const { artifactInfo, framework } = version;
  return [
    ['Algorithm', known(version.algorithm)],
    ['Framework', framework && inline(`${framework.name} ${framework.version ?? ''}`)],
    ['Format', inline(version.format)],
    ['Digest', inline(version.digest)],
    ['Size', version.sizeBytes === undefined ? undefined : byteCount(version.sizeBytes)],
    ['Location', known(version.uri)],
    ['Values of initializers', artifactInfo && formatCount(artifactInfo.parameterCount)],
    [
      'Operator sets',
      artifactInfo &&
        inline(
          artifactInfo.opsets
            .map(({ domain, version: opset }) => `${domain || 'ai.onnx'} ${opset}`)
            .join(', '),
        ),
    ],
    ['Exported by', known(artifactInfo?.producer)],
  ];
}

function hyperparameters({ parameters }: Version): string | undefined {
  const rows = Object.entries(parameters).map(([name, value]) => [
    inline(name),
    value === null ? 'none' : inline(String(value)),
  ]);
  return rows.length === 0
    ? undefined
    : blocks('### Hyperparameters', table([{ heading: 'Name' }, { heading: 'Value' }], rows));
}

const formatShape = (shape: number[]) =>
  shape.length === 0 ? 'scalar' : shape.map(size => (size < 0 ? 'any' : size)).join(' × ');

function tensors(heading: string, signature: TensorSignature[]): string | undefined {
  const rows = signature.map(({ name, datatype, shape }) => [
    inline(name),
    inline(datatype),
    formatShape(shape),
  ]);
  const columns = ['Name', 'Datatype', 'Shape'].map(name => ({ heading: name }));
  return rows.length === 0 ? undefined : blocks(`### ${heading}`, table(columns, rows));
}

/** Who made what, when, from what. */
export const modelDetails: CardSectionDefinition = {
  id: 'model-details',
  title: 'Model details',
  guidance:
    'What the registry does not know: the license, a paper or other source to read on, how to cite the model, and ' +
    'whom to write to with questions.',
  needsPerson: false,
  generate({ model, version }) {
    return blocks(
      inline(model.description),
      inline(version.description),
      factTable([
        ['Model', inline(model.name)],
        ['Version', String(version.version)],
        ['Owner', inline(model.owner)],
        ['System', known(model.system)],
        ['Problem type', problemTypes[model.problemType].name],
        ['Registered', `${formatDay(version.createdAt)} by ${inline(version.createdBy)}`],
        ...artifactFacts(version),
        ...sourceFacts(version.source),
        ['License', 'not known to the registry'],
        ['Tags', known([...model.tags, ...version.tags].join(', '))],
      ]),
      hyperparameters(version),
      tensors('Inputs', version.signature.inputs),
      tensors('Outputs', version.signature.outputs),
    );
  },
};
