import { availableParallelism } from 'node:os';
import { InputError } from '@backstage/errors';
import { isTensor, readSignature } from '@mlops-backstage/model-server';
import type { Signature, Version } from '@mlops-backstage/plugin-mlops-common';
import type { ArtifactReader } from '../registry/describeVersion';
import type { ReferenceData } from '../registry/referenceProfile';
import pLimit from 'p-limit';
import { inspectOnnx } from './inspectOnnx';
import { readReferenceData } from './readReferenceData';

/**
 * Reads ONNX files and reference data. Each file is loaded by a process of its own, and each reference by a good part of
 * the memory: no more of them at a time than there are cores, however many register at once.
 */
export class OnnxArtifactReader implements ArtifactReader {
  private readonly inTurn = pLimit(availableParallelism());

  async inspect(path: string): Promise<NonNullable<Version['artifactInfo']>> {
    const { irVersion, opsets, producer, parameterCount, operators } = await inspectOnnx(path);
    return { irVersion, opsets, producer, parameterCount, operators };
  }

  async readSignature(path: string) {
    try {
      const { inputs, outputs } = await this.inTurn(() => readSignature(path));
      return {
        signature: { inputs, outputs: outputs.filter(isTensor) } as Signature,
        unservableOutputs: outputs.flatMap(output =>
          isTensor(output)
            ? []
            : [{ name: output.name, reason: output.unsupported, remedy: output.remedy }],
        ),
      };
    } catch (error) {
      throw new InputError(`ONNX Runtime can't load the model: ${(error as Error).message}`);
    }
  }

  readReferenceData(path: string): Promise<ReferenceData> {
    return this.inTurn(() => readReferenceData(path));
  }
}
