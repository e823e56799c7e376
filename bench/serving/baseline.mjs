// Worker thread: what the model server is measured against. Posts its port once it listens.
//   constant   an HTTP server that reads the body and answers a constant
//   json       one that parses the body, and answers what it stringifies
//   run        no server: runs the model on the same rows for as long as it is told to
//   served     an HTTP server that reads the body, runs the model on its last bytes, and answers those of the first output
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

const { kind, answer, model, rows } = workerData;

const handlers = {
  constant: outgoing => send(outgoing, answer),
  json: (outgoing, body) => {
    JSON.parse(body);
    send(outgoing, JSON.stringify(answer));
  },
};

function send(outgoing, text) {
  outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
  outgoing.end(text);
}

if (kind === 'run') await serveRuns();
else if (kind === 'served') await serveModel();
else {
  const server = createServer((incoming, outgoing) => {
    const chunks = [];
    incoming
      .on('data', chunk => chunks.push(chunk))
      .on('end', () =>
        handlers[kind](outgoing, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)),
      );
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
}

async function openModel() {
  const { InferenceSession, Tensor } = createRequire(import.meta.url)('onnxruntime-node');
  const session = await InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  return { session, Tensor };
}

/** The least that one thread of Node can do to serve the model: nothing is checked, and nothing told of the outputs. */
async function serveModel() {
  const { session, Tensor } = await openModel();
  const { byteLength } = rows.data;
  const server = createServer((incoming, outgoing) => {
    const body = Buffer.allocUnsafeSlow(Number(incoming.headers['content-length']));
    let bytes = 0;
    incoming.on('data', chunk => {
      body.set(chunk, bytes);
      bytes += chunk.length;
    });
    incoming.on('end', async () => {
      const { buffer } = body;
      const data = new Float32Array(buffer.slice(buffer.byteLength - byteLength));
      const feeds = { [session.inputNames[0]]: new Tensor('float32', data, rows.shape) };
      const outputs = await session.run(feeds, session.outputNames);
      const { data: first } = outputs[session.outputNames[0]];
      const answered = Buffer.from(first.buffer, first.byteOffset, first.byteLength);
      outgoing.writeHead(200, { 'content-length': answered.length });
      outgoing.end(answered);
    });
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
}

async function serveRuns() {
  const { session, Tensor } = await openModel();
  const { data, shape } = rows;
  parentPort.on('message', async milliseconds => {
    const until = performance.now() + milliseconds;
    let runs = 0;
    const began = performance.now();
    while (performance.now() < until) {
      const feeds = { [session.inputNames[0]]: new Tensor('float32', data, shape) };
      await session.run(feeds, session.outputNames);
      runs++;
    }
    parentPort.postMessage({ perSecond: (runs * 1000) / (performance.now() - began) });
  });
  parentPort.postMessage(0);
}
