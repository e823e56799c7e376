// Worker thread: what the model server is measured against. Posts its port once it listens.
//   constant   an HTTP server that reads the body and answers a constant
//   json       one that parses the body, and answers what it stringifies
//   run        no server: runs the model on the same rows for as long as it is told to
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

async function serveRuns() {
  const { InferenceSession, Tensor } = createRequire(import.meta.url)('onnxruntime-node');
  const session = await InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
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
