import type { InferenceSession } from 'onnxruntime-node';
import { ModelLoadError } from '../errors';

/** ONNX Runtime's "fatal": errors reach the caller anyway and clients mustn't fill the log. */
const FATAL_ONLY = 4;

/**
 * Opens an ONNX file. Loads the native library on first use, so that importing this package doesn't.
 *
 * Loading and running block the thread and must never happen on the main one.
 *
 * @throws ModelLoadError
 */
export async function openSession(
  artifactPath: string,
  threads: number,
): Promise<InferenceSession> {
  const { InferenceSession: Session } = await import('onnxruntime-node');
  try {
    return await Session.create(artifactPath, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: FATAL_ONLY,
    });
  } catch (error) {
    throw new ModelLoadError(withoutPaths(String((error as Error).message), artifactPath));
  }
}

function withoutPaths(message: string, artifactPath: string): string {
  return message
    .replaceAll(artifactPath, 'the artifact')
    .replace(/\/onnxruntime_src\/\S+/g, 'onnxruntime')
    .trim();
}
