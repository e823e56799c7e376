import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Serves a prediction, closes and has nothing left to do. */
const SCRIPT = `
  const { serve, tableOf } = require(${JSON.stringify(require.resolve('./testing/serve'))});
  (async () => {
    const served = await serve();
    await served.server.apply(tableOf(1, 'scalar'));
    const inputs = [{ name: 'x', datatype: 'FP32', shape: [], data: [1] }];
    const answer = await served.post('/v2/models/scalar/infer', { inputs });
    await served.server.close();
    console.log(answer.status, served.windows.length, served.log.length);
  })();
`;

// ONNX Runtime has a history of crashes while threads that loaded it end.
it('lets the process end by itself, without a crash, after close', async () => {
  const transform = require.resolve('@backstage/cli/config/nodeTransform.cjs');
  for (let run = 0; run < 3; run++) {
    const child = spawn(process.execPath, ['--require', transform, '--eval', SCRIPT]);
    let output = '';
    child.stdout.on('data', chunk => {
      output += chunk;
    });
    child.stderr.on('data', chunk => {
      output += chunk;
    });
    const [code, signal] = await once(child, 'close');
    expect([code, signal, output]).toEqual([0, null, '200 1 0\n']);
  }
}, 60_000);
