import type { CardSectionDefinition } from './CardSectionDefinition';
import { caveats } from './caveats';
import { evaluationData, trainingData } from './dataSets';
import { ethicalConsiderations } from './ethicalConsiderations';
import { factors } from './factors';
import { intendedUse } from './intendedUse';
import { metrics } from './metrics';
import { modelDetails } from './modelDetails';
import { quantitativeAnalyses } from './quantitativeAnalyses';

/** The nine sections of Mitchell et al., Model Cards for Model Reporting (FAT* 2019), in their order. */
export const cardSections: readonly CardSectionDefinition[] = [
  modelDetails,
  intendedUse,
  factors,
  metrics,
  evaluationData,
  trainingData,
  quantitativeAnalyses,
  ethicalConsiderations,
  caveats,
];
