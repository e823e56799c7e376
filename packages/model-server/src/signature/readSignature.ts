import { fork } from 'node:child_process';
import { ModelLoadError } from '../errors';
import { ModelSignature } from '../protocol/ModelSignature';
import { sourceExecArgv } from '../worker/sourceExecArgv';
import { SIGNATURE_ARGUMENT, SIGNATURE_ENTRY, SignatureMessage } from './childEntry';

const TIMEOUT_MS = 60_000;

/** A file from outside is parsed without the secrets of our environment. */
const PASSED_ON = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SystemRoot', 'TMPDIR', 'TEMP'];

/**
 * The typed inputs and outputs of an ONNX file.
 *
 * The file is opened in a process of its own, since one that crashes ONNX Runtime would take all
 * threads of its process with it, and a thread that hangs in it can't be stopped.
 *
 * @throws ModelLoadError when it can't be opened, has inputs that can't be served, crashes ONNX Runtime
 * or takes longer than the time-out
 */
export function readSignature(
  artifactPath: string,
  { timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {},
): Promise<ModelSignature> {
  return new Promise((resolve, reject) => {
    const child = fork(SIGNATURE_ENTRY, [SIGNATURE_ARGUMENT, artifactPath], {
      execArgv: sourceExecArgv(SIGNATURE_ENTRY),
      env: Object.fromEntries(PASSED_ON.map(name => [name, process.env[name]])),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    child.on('message', (answer: SignatureMessage) => {
      // Lets the child end, which waits for nothing else.
      if (answer.kind === 'signature' || answer.kind === 'failure') child.disconnect();
      if (answer.kind === 'signature') resolve(answer.signature);
      if (answer.kind === 'failure') reject(new ModelLoadError(answer.message));
    });
    child.on('error', error => reject(new ModelLoadError(error.message)));
    child.on('exit', (code, signal) => {
      const how =
        signal === 'SIGKILL' ? `took longer than ${timeoutMs} ms` : `ended it (${signal ?? code})`;
      // Of no effect when it has answered.
      reject(new ModelLoadError(`Opening the artifact ${how}`));
    });
  });
}
