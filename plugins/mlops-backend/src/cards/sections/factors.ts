import type { TensorSignature } from '@mlops-backstage/plugin-mlops-common';
import { blocks } from '../markdown/blocks';
import { inline } from '../markdown/inline';
import type { CardSectionDefinition } from './CardSectionDefinition';

/** Inputs whose values name groups rather than measure something. */
const isCategorical = ({ datatype }: TensorSignature) => ['BYTES', 'BOOL'].includes(datatype);

/** What the model's performance may depend on. */
export const factors: CardSectionDefinition = {
  id: 'factors',
  title: 'Factors',
  guidance:
    'Groups, instruments and surroundings that the performance may differ between, which of them were looked at, and ' +
    'why the others were not.',
  needsPerson: true,
  generate({ version: { signature } }) {
    const names = signature.inputs.filter(isCategorical).map(({ name }) => inline(name));
    if (signature.inputs.length === 0) {
      return 'The registry does not know the inputs of this version.';
    }
    return names.length === 0
      ? 'All inputs are numbers: none of them names groups.'
      : blocks(
          'Inputs that name groups, by which performance can be told apart:',
          names.map(name => `- ${name}`).join('\n'),
        );
  },
};
