import { InputError } from '@backstage/errors';
import { isTensor, readSignature } from '@mlops-backstage/model-server';
import type { Signature, Version } from '@mlops-backstage/plugin-mlops-common';
import type { ArtifactReader } from '../registry/describeVersion';
import type { ReferenceData } from '../registry/referenceProfile';
import { inspectOnnx } from './inspectOnnx';
import { readReferenceData } from './readReferenceData';

/** Reads ONNX files and reference data. */
export class OnnxArtifactReader implements ArtifactReader {
  async inspect(path: string): Promise<NonNullable<Version['artifactInfo']>> {
    const { irVersion, opsets, producer, parameterCount, operators } = await inspectOnnx(path);
    return { irVersion, opsets, producer, parameterCount, operators };
  }

  async readSignature(path: string) {
    try {
      const { inputs, outputs } = await readSignature(path);
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
    return readReferenceData(path);
  }
}
