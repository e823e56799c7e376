import { InputError } from '@backstage/errors';
import { readSignature } from '@mlops-backstage/model-server';
import type { Signature, Version } from '@mlops-backstage/plugin-mlops-common';
import type { ArtifactReader } from '../registry/describeVersion';
import type { ReferenceData } from '../registry/referenceProfile';
import { inspectOnnx } from './inspectOnnx';
import { readReferenceData } from './readReferenceData';

/** Reads ONNX files and reference data. */
export class OnnxArtifactReader implements ArtifactReader {
  async inspect(path: string): Promise<Version['artifactInfo']> {
    const { irVersion, opsets, producer, parameterCount, operators } = await inspectOnnx(path);
    return { irVersion, opsets, producer, parameterCount, operators };
  }

  async readSignature(path: string): Promise<Signature> {
    try {
      const { inputs, outputs } = await readSignature(path);
      return { inputs, outputs } as Signature;
    } catch (error) {
      throw new InputError(`ONNX Runtime can't load the model: ${(error as Error).message}`);
    }
  }

  readReferenceData(path: string): Promise<ReferenceData> {
    return readReferenceData(path);
  }
}
