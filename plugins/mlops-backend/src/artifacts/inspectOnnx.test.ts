import { createMockDirectory } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectOnnx } from './inspectOnnx';
import { graph, identity, message, model, node, opset, varint } from './onnx/encodeOnnx';

// Files of many megabytes, on machines that do other work at the same time.
jest.setTimeout(60_000);

const FIXTURES = join(__dirname, '../../fixtures/artifacts');
const FLIGHTS = join(__dirname, '../../../../examples/flights/flight-delay-risk');

describe('inspectOnnx', () => {
  const folder = createMockDirectory();
  let path: string;

  beforeEach(() => {
    folder.clear();
    path = folder.resolve('model.onnx');
  });

  const inspect = async (bytes: Uint8Array | string) => {
    await writeFile(path, bytes);
    return inspectOnnx(path);
  };

  const refused = async (bytes: Uint8Array | string, reason: string | RegExp) => {
    const error = await inspect(bytes).then(
      () => undefined,
      thrown => thrown,
    );
    expect(error).toMatchObject({ name: 'InputError' });
    expect(error.message).toMatch(reason);
  };

  describe('agrees with the onnx package', () => {
    const expected = JSON.parse(readFileSync(join(FIXTURES, 'expected.json'), 'utf8'));

    it.each(Object.keys(expected))('on %s.onnx', async name => {
      expect(await inspectOnnx(join(FIXTURES, `${name}.onnx`))).toEqual(expected[name]);
    });
  });

  it('reads a model of trees', async () => {
    expect(await inspectOnnx(join(FLIGHTS, '2/model.onnx'))).toMatchObject({
      opsets: expect.arrayContaining([{ domain: 'ai.onnx.ml', version: expect.any(Number) }]),
      operators: expect.arrayContaining(['ai.onnx.ml.TreeEnsembleClassifier']),
    });
  });

  it('reads the least that is a model', async () => {
    expect(await inspect(model(graph([1, identity])))).toEqual({
      irVersion: 9,
      opsets: [{ domain: 'ai.onnx', version: 17 }],
      producer: '',
      parameterCount: 0,
      operators: ['Identity'],
      graphInputs: ['x'],
      graphOutputs: ['y'],
    });
  });

  it('jumps over the values of tensors', async () => {
    // 3 GiB of weights, in a file with a hole: reading them would take seconds, holding them would fail.
    const elements = 3 * 2 ** 28;
    const head = Buffer.from(message([1, elements], [2, 1], [8, 'w']));
    const rawHead = Buffer.concat([Buffer.from([9 * 8 + 2]), varint(elements * 4)]);
    const tensorBytes = head.length + rawHead.length + elements * 4;
    const tensorHead = Buffer.concat([Buffer.from([5 * 8 + 2]), varint(tensorBytes)]);
    const rest = Buffer.from(graph([1, identity]));
    const graphHead = Buffer.concat([
      Buffer.from([7 * 8 + 2]),
      varint(tensorHead.length + tensorBytes + rest.length),
    ]);
    const start = Buffer.concat([
      message([1, 9], [8, opset]),
      graphHead,
      tensorHead,
      head,
      rawHead,
    ]);
    const file = await open(path, 'w');
    await file.write(start, 0, start.length, 0);
    await file.write(rest, 0, rest.length, start.length + elements * 4);
    await file.close();

    const began = performance.now();
    expect((await inspectOnnx(path)).parameterCount).toBe(elements);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('reads an attribute of a million numbers without holding up other work', async () => {
    const numbers = Buffer.alloc(5_000_000);
    for (let i = 0; i < numbers.length; i += 5) numbers[i] = 7 * 8 + 5;
    await writeFile(path, model(graph([1, node('Trees', ['x'], ['y'], [[5, numbers]])])));
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    await inspectOnnx(path);
    clearInterval(timer);
    expect(longest).toBeLessThan(1000);
  });

  describe('refuses what is not ONNX', () => {
    it.each([
      ['an empty file', '', 'The artifact is empty'],
      ['JSON', '{"format": "onnx"}', 'the file is JSON or other text'],
      ['a pickle', Buffer.from('\x80\x04\x95\x10', 'latin1'), 'the file is a pickle'],
      ['a zip archive', Buffer.from('PK\x03\x04\x14\x00'), 'the file is a zip archive'],
      ['an image', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'the file is a PNG image'],
      ['text', 'hello world, this is no model', /Not an ONNX model|truncated or not/],
      ['zeros', Buffer.alloc(1000), 'starts no protobuf field'],
      ['a group', Buffer.from([0x0b, 0x0c]), "wire type 3, which ONNX doesn't use"],
      ['a number without end', Buffer.alloc(1000, 0xff), 'is too long'],
      ['another protobuf message', message([1, 'a name']), 'the IR version is of protobuf'],
      ['a claim of 2 GB', Buffer.from([0x3a, 0x80, 0x80, 0x80, 0x80, 0x08]), 'claims 2 GiB'],
      ['a claim of 2^63 bytes', Buffer.from([0x3a, ...Array(8).fill(0xff), 0xff, 0]), 'truncated'],
    ])('%s', async (_, bytes, reason) => {
      await refused(bytes, reason);
    });

    it('any random bytes', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async bytes => {
          await expect(inspect(bytes)).rejects.toMatchObject({ name: 'InputError' });
        }),
        { numRuns: 500 },
      );
    });
  });

  it('refuses a truncated model, wherever it is cut', async () => {
    const whole = readFileSync(join(FIXTURES, 'layers.onnx'));
    for (let length = 0; length < whole.length; length += 1) {
      // Cut between two fields of the model, a part of it is still a message; then something has to be missing.
      await refused(
        whole.subarray(0, length),
        /truncated|empty|no graph|imports no operator set|cut off/,
      );
    }
  });

  it.each([
    ['no IR version', message([7, graph([1, identity])], [8, opset]), 'has no IR version'],
    ['an old IR version', model(graph([1, identity]), [1, 2]), "version 2 of the ONNX model isn't"],
    ['a new IR version', model(graph([1, identity]), [1, 99]), 'it has to be 3 to 13'],
    ['a negative IR version', model(graph([1, identity]), [1, -1]), 'The IR version -1'],
    ['no graph', message([1, 9], [8, opset]), 'it has no graph'],
    ['two graphs', model(graph([1, identity]), [7, graph([1, identity])]), 'two graphs'],
    ['no operator set', message([1, 9], [7, graph([1, identity])]), 'imports no operator set'],
    ['an operator set twice', model(graph([1, identity]), [8, opset]), 'set "ai.onnx" twice'],
    ['an operator set 0', message([1, 9], [7, graph()], [8, message([1, 'a'])]), 'version 0 of'],
    ['training graphs', model(graph([1, identity]), [20, message()]), 'training graphs'],
    ['a node without operator', model(graph([1, message([2, 'y'])])), 'names no operator'],
    [
      'a name that is not UTF-8',
      model(graph([1, message([1, Buffer.from([0xff])])])),
      "isn't UTF-8",
    ],
    ['a long name', model(graph([1, node('x'.repeat(5000), [], [])])), '4 KiB are the most'],
  ])('refuses a model with %s', async (_, bytes, reason) => {
    await refused(bytes, reason);
  });

  describe('refuses data in other files', () => {
    it('as the onnx package writes it', async () => {
      await expect(inspectOnnx(join(FIXTURES, 'external.onnx'))).rejects.toMatchObject({
        name: 'InputError',
        message:
          'The tensor "w" keeps its values outside of the file, in "external.weights". An upload is one file: save ' +
          'the model with all its values in it (onnx.save(model, path, save_as_external_data=False))',
      });
    });

    const external = (location: string) =>
      message(
        [1, 4],
        [2, 1],
        [8, 'w'],
        [13, message([1, 'location'], [2, location])],
        [13, message([1, 'length'], [2, '16'])],
        [14, 1],
      );

    it.each([
      ['/etc/passwd', 'at the absolute path "/etc/passwd"'],
      ['C:\\secrets', 'at the absolute path'],
      ['\\\\server\\share', 'at the absolute path'],
      ['../../other', `at "../../other", which leaves the model's folder`],
      ['a\\..\\..\\b', "which leaves the model's folder"],
      ['weights.bin', 'in "weights.bin"'],
      ['*/_ORT_MEM_ADDR_/*', 'in "*/_ORT_MEM_ADDR_/*"'],
    ])('at %s', async (location, where) => {
      const bytes = model(graph([1, identity], [5, external(location)]));
      await expect(inspect(bytes)).rejects.toThrow(where);
    });

    const attribute = (number: number, content: Uint8Array) => message([1, 'a'], [number, content]);
    const hidden = external('w.bin');
    it.each([
      ['an attribute', graph([1, node('Constant', [], ['y'], [[5, attribute(5, hidden)]])])],
      ['a list of tensors', graph([1, node('Constant', [], ['y'], [[5, attribute(10, hidden)]])])],
      ['a subgraph', graph([1, node('If', ['x'], ['y'], [[5, attribute(6, graph([5, hidden]))]])])],
      [
        'a list of subgraphs',
        graph([1, node('If', ['x'], ['y'], [[5, attribute(11, graph([5, hidden]))]])]),
      ],
      ['the values of a sparse tensor', graph([1, identity], [15, message([1, hidden])])],
      [
        'the indices of a sparse tensor',
        graph([1, node('Constant', [], ['y'], [[5, attribute(22, message([2, hidden]))]])]),
      ],
    ])('hidden in %s', async (_, bytes) => {
      await refused(model(bytes), 'keeps its values outside of the file');
    });

    it('hidden in a function', async () => {
      const body = node('Constant', [], ['b'], [[5, attribute(5, hidden)]]);
      const definition = message([1, 'f'], [5, 'b'], [7, body], [10, 'd']);
      await refused(model(graph([1, identity]), [25, definition]), 'outside of the file');
    });

    it('said by the location alone', async () => {
      const tensor = message([1, 4], [2, 1], [8, 'w'], [14, 1]);
      await refused(model(graph([1, identity], [5, tensor])), 'without saying where');
    });
  });

  describe('refuses tensors that promise other values than they have:', () => {
    const floats = Buffer.alloc(16);
    it.each([
      ['too few bytes', message([1, 5], [2, 1], [9, floats]), 'promises 5 values, 20 bytes, but'],
      ['too many bytes', message([1, 3], [2, 1], [9, floats]), 'promises 3 values, 12 bytes, but'],
      ['a huge dimension', message([1, 2n ** 62n], [2, 1], [9, floats]), 'promises 46116860184'],
      [
        'dimensions beyond 64 bits',
        message(...Array(10).fill([1, 2n ** 62n]), [2, 1], [9, floats]),
        /promises \d{180,} values/,
      ],
      ['a negative dimension', message([1, -4], [2, 1], [9, floats]), 'the negative dimension -4'],
      ['many dimensions', message(...Array(65).fill([1, 1]), [2, 1], [9, floats]), 'than 64 dim'],
      ['no values', message([1, 1000], [2, 1]), 'no more than 0'],
      ['too few numbers', message([1, 5], [2, 1], [4, floats]), 'no more than 4'],
      ['too few texts', message([1, 2], [2, 8], [6, 'a']), 'but the file has 1'],
      ['no type', message([1, 4], [9, floats]), "the type 0, which ONNX doesn't define"],
      ['an unknown type', message([1, 4], [2, 999], [9, floats]), 'the type 999'],
    ])('%s', async (_, tensor, reason) => {
      const named = Buffer.concat([message([8, 'w']), tensor]);
      await refused(model(graph([1, identity], [5, named])), reason);
    });

    it('accepts packed dimensions and values that share a byte', async () => {
      const tensor = message([1, Buffer.from([3, 3])], [2, 22], [8, 'w'], [9, Buffer.alloc(5)]);
      expect((await inspect(model(graph([1, identity], [5, tensor])))).parameterCount).toBe(9);
    });
  });

  describe('refuses graphs whose values are', () => {
    const w = message([1, 1], [2, 1], [8, 'w'], [9, Buffer.alloc(4)]);
    it.each([
      [
        'a cycle',
        graph([1, node('A', ['b'], ['y'])], [1, node('B', ['y'], ['b'])]),
        'form a cycle',
      ],
      ['made by their user', graph([1, node('A', ['y'], ['y'])]), 'form a cycle'],
      ['out of order', graph([1, node('A', ['b'], ['y'])], [1, node('B', ['x'], ['b'])]), 'order'],
      ['made twice', graph([1, identity], [1, identity]), 'the value "y" is defined twice'],
      ['made over an input', graph([1, node('A', [], ['x'])]), 'the value "x" is defined twice'],
      ['made over a weight', graph([5, w], [1, node('A', [], ['w'])]), '"w" is defined twice'],
      ['weights twice', graph([1, identity], [5, w], [5, w]), '"w" is defined twice'],
      ['inputs twice', graph([1, identity], [11, message([1, 'x'])]), '"x" is defined twice'],
      ['without a name', graph([1, identity], [11, message()]), 'has no name'],
      ['undefined', graph([1, node('A', ['nowhere'], ['y'])]), 'uses the value "nowhere"'],
      ['undefined as an output', graph([1, node('A', ['x'], ['z'])]), 'uses the value "y"'],
    ])('%s', async (_, bytes, reason) => {
      await refused(model(bytes), reason);
    });

    it('undefined in a subgraph', async () => {
      const subgraph = message([1, node('A', ['nowhere'], ['s'])], [12, message([1, 's'])]);
      const branch = node('If', ['x'], ['y'], [[5, message([6, subgraph])]]);
      await refused(model(graph([1, branch])), 'uses the value "nowhere"');
    });
  });

  describe('refuses functions that', () => {
    const definition = (name: string, ...calls: string[]) =>
      message(
        [1, name],
        [4, 'a'],
        [5, 'b'],
        ...calls.map(
          (call, i) =>
            [7, node(call, ['a'], [i ? `b${i}` : 'b'], [[7, 'd']])] as [number, Uint8Array],
        ),
        [10, 'd'],
      );
    const call = (name: string) => graph([1, node(name, ['x'], ['y'], [[7, 'd']])]);

    it('call themselves over others', async () => {
      await refused(
        model(call('f'), [25, definition('f', 'g')], [25, definition('g', 'f')]),
        'calls itself',
      );
    });

    it('multiply', async () => {
      const chain = Array.from({ length: 40 }, (_, i) => {
        const bytes = definition(`f${i}`, `f${i + 1}`, `f${i + 1}`);
        return [25, bytes] as [number, Uint8Array];
      });
      await refused(model(call('f0'), ...chain), 'expanded it has more than 250000 nodes');
    });

    it('use values of the graph', async () => {
      const bytes = message([1, 'f'], [5, 'b'], [7, node('A', ['x'], ['b'])], [10, 'd']);
      await refused(model(call('f'), [25, bytes]), 'the function "f" uses the value "x"');
    });

    it('are defined twice', async () => {
      await refused(
        model(call('f'), [25, definition('f', 'g')], [25, definition('f', 'h')]),
        'the function "f" is defined twice',
      );
    });

    it('but not a long chain of calls', async () => {
      const chain = Array.from({ length: 12_000 }, (_, i) => {
        return [25, definition(`f${i}`, `f${i + 1}`)] as [number, Uint8Array];
      });
      expect((await inspect(model(call('f0'), ...chain))).operators).toContain('d.f12000');
    });
  });

  describe('refuses too much structure:', () => {
    it('nested subgraphs', async () => {
      let nested = message();
      for (let depth = 0; depth < 2000; depth += 1) {
        nested = message([1, node('If', [], [], [[5, message([6, nested])]])]);
      }
      await refused(model(nested), 'more than 100 levels of nesting');
    });

    it('nested types', async () => {
      let type = message();
      for (let depth = 0; depth < 2000; depth += 1) type = message([4, message([1, type])]);
      await refused(model(graph([1, identity], [13, message([1, 'v'], [2, type])])), '100 levels');
    });

    it('nodes', async () => {
      const one = Buffer.from(message([1, message([4, 'A'])]));
      const nodes = Buffer.concat(Array(250_001).fill(one));
      await refused(model(nodes), 'more than 250000 nodes');
    });

    it('names', async () => {
      const one = Buffer.from(message([1, 'x'.repeat(4096)]));
      const bytes = Buffer.concat([message([4, 'A']), ...Array(17_000).fill(one)]);
      await refused(model(graph([1, bytes])), 'bytes of names');
    });
  });

  describe('ends in a result or an InputError, and soon, for', () => {
    const original = readFileSync(join(FLIGHTS, '1/model.onnx'));
    const position = fc.nat({ max: original.length - 1 });
    const mutation = fc.oneof(
      fc.record({ kind: fc.constant('set' as const), at: position, byte: fc.nat({ max: 255 }) }),
      fc.record({ kind: fc.constant('remove' as const), at: position, count: fc.nat({ max: 50 }) }),
      fc.record({
        kind: fc.constant('copy' as const),
        at: position,
        from: position,
        count: fc.nat({ max: 200 }),
      }),
      fc.record({ kind: fc.constant('cut' as const), at: position }),
    );
    const mutate = (
      bytes: Buffer,
      change: typeof mutation extends fc.Arbitrary<infer T> ? T : never,
    ): Buffer => {
      switch (change.kind) {
        case 'set': {
          const copy = Buffer.from(bytes);
          if (change.at < copy.length) copy[change.at] = change.byte;
          return copy;
        }
        case 'remove':
          return Buffer.concat([
            bytes.subarray(0, change.at),
            bytes.subarray(change.at + change.count),
          ]);
        case 'copy':
          return Buffer.concat([
            bytes.subarray(0, change.at),
            bytes.subarray(change.from, change.from + change.count),
            bytes.subarray(change.at),
          ]);
        default:
          return bytes.subarray(0, change.at);
      }
    };

    it('a real model with bytes changed, removed, copied and cut', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async changes => {
          const began = performance.now();
          const outcome = await inspect(changes.reduce(mutate, original)).then(
            () => 'InputError',
            thrown => thrown.name,
          );
          expect(outcome).toBe('InputError');
          expect(performance.now() - began).toBeLessThan(5000);
        }),
        { numRuns: 2000 },
      );
    }, 60_000);
  });
});
