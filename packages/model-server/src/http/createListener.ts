import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { version } from '../../package.json';
import { isTensor } from '../protocol/ModelSignature';
import { ProtocolError, quote } from '../protocol/ProtocolError';
import { Deployment } from '../serving/Deployment';
import { DeploymentTable } from '../serving/DeploymentTable';
import { InferenceHandler } from '../serving/InferenceHandler';
import { answer, answerError } from './answer';
import { parseTarget, Target } from './parseTarget';

const SERVER_METADATA = JSON.stringify({ name: 'mlops-backstage', version, extensions: [] });

/** Longer than the idle times of common proxies and client pools, so that they close first. */
const KEEP_ALIVE_MS = 75_000;

/** A worker's HTTP server of the Open Inference Protocol, not yet listening. */
export function createListener(
  table: DeploymentTable,
  inference: InferenceHandler,
  requestTimeoutMs: number,
): Server {
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const arrival = performance.now();
    try {
      const target = parseTarget(request.url!);
      if (target.kind === 'infer') {
        if (request.method !== 'POST') throw new ProtocolError(405, 'Use POST', { allow: 'POST' });
        const deployment = findDeployment(table, target.deployment, target.version);
        inference.handle(request, response, deployment, arrival).catch(() => response.destroy());
        return;
      }
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        throw new ProtocolError(405, 'Use GET', { allow: 'GET, HEAD' });
      }
      answer(response, 200, describe(table, target));
    } catch (error) {
      answerError(response, error as ProtocolError);
    }
  };
  const server = createServer({
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(requestTimeoutMs, 1000),
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  server.on('request', onRequest);
  // Otherwise Node asks for the body before its announced length was looked at.
  server.on('checkContinue', onRequest);
  server.on('clientError', answerBrokenRequest);
  return server;
}

function describe(table: DeploymentTable, target: Exclude<Target, { kind: 'infer' }>): string {
  switch (target.kind) {
    case 'server':
      return SERVER_METADATA;
    case 'live':
      return '{"live":true}';
    case 'ready':
      if (!table.ready) throw new ProtocolError(503, 'No models are loaded yet');
      return '{"live":true,"ready":true}';
    default: {
      const deployment = findDeployment(table, target.deployment, target.version);
      return target.kind === 'modelReady'
        ? JSON.stringify({ name: deployment.name, ready: true })
        : describeModel(deployment);
    }
  }
}

function describeModel({ name, version: served, model }: Deployment): string {
  return JSON.stringify({
    name,
    versions: [served],
    platform: 'onnxruntime_onnx',
    inputs: model.signature.inputs,
    outputs: model.signature.outputs.filter(isTensor),
  });
}

function findDeployment(
  table: DeploymentTable,
  name: string,
  requested: string | undefined,
): Deployment {
  if (!table.ready) throw new ProtocolError(503, 'No models are loaded yet');
  const deployment = table.find(name);
  if (!deployment) throw new ProtocolError(404, `There is no model ${quote(name)}`);
  if (requested !== undefined && requested !== deployment.version) {
    throw new ProtocolError(
      404,
      `Model ${quote(name)} serves version ${quote(deployment.version)}, not ${quote(requested)}`,
    );
  }
  return deployment;
}

const BROKEN_REQUESTS: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** Answers what isn't HTTP, or took too long to become a request. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = BROKEN_REQUESTS[error.code ?? ''] ?? '400 Bad Request';
  const json = JSON.stringify({ error: status.slice(4) });
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\n` +
      `content-length: ${json.length}\r\n\r\n${json}`,
    () => socket.destroy(),
  );
}
