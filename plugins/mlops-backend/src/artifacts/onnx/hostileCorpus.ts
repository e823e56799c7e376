import { crc32, deflateSync, gzipSync } from 'node:zlib';
import { type Fields, graph, identity, message, model, node, opset, varint } from './encodeOnnx';

/** For tests: files that somebody may upload as a model, by what is wrong with them. */
export type Corpus = Record<string, () => Uint8Array>;

const FLOATS = Buffer.alloc(16);

const attribute = (...fields: Fields): Fields => [[5, message([1, 'a'], ...fields)]];
const constant = (...fields: Fields) =>
  graph([1, node('Constant', [], ['y'], attribute(...fields))]);
const tensor = (...fields: Fields) =>
  model(graph([1, identity], [5, message([8, 'w'], ...fields)]));
const subgraph = (inner: Uint8Array) => message([1, node('If', [], [], attribute([6, inner]))]);
const call = (name: string) => node(name, ['x'], ['y'], [[7, 'd']]);
const definition = (name: string, ...body: Uint8Array[]): [number, Uint8Array] => [
  25,
  message([1, name], [4, 'x'], [5, 'y'], ...body.map(one => [7, one] as [number, Uint8Array]), [
    10,
    'd',
  ]),
];
const tag = (field: number) => Buffer.from(varint(field * 8 + 2));
const external = (location: string) =>
  tensor([1, 4], [2, 1], [13, message([1, 'location'], [2, location])], [14, 1]);

function repeated(bytes: Uint8Array, times: number): Buffer {
  return Buffer.alloc(bytes.length * times, bytes);
}

/** Fields of four letters each, all different. */
function names(field: number, count: number): Buffer {
  const bytes = Buffer.alloc(count * 6);
  for (let i = 0; i < count; i += 1) {
    bytes.set([field * 8 + 2, 4], i * 6);
    bytes.write(i.toString(36).padStart(4, '0'), i * 6 + 2);
  }
  return bytes;
}

function wrapped(content: Uint8Array, depth: number, wrap: (content: Uint8Array) => Uint8Array) {
  let bytes = content;
  for (let i = 0; i < depth; i += 1) bytes = wrap(bytes);
  return bytes;
}

/** A zip archive of one stored file. */
function zip(name: string, content: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(content.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  const file = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), content]);
  const entry = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00'),
    fields,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(entry.length, 8);
  end.writeUInt32LE(file.length, 12);
  return Buffer.concat([file, entry, Buffer.from('PK\x05\x06'), end]);
}

/** Files that aren't models. */
export function otherFiles(real: Buffer): Corpus {
  return {
    nothing: () => Buffer.alloc(0),
    zeros: () => Buffer.alloc(100_000),
    zip: () => zip('model.onnx', real),
    gzip: () => gzipSync(real),
    zlib: () => deflateSync(real),
    pickle: () =>
      Buffer.from(
        '\x80\x04\x95\x1d\0\0\0\0\0\0\0\x8c\x05posix\x94\x8c\x06system\x94\x93.',
        'latin1',
      ),
    'pickle of protocol 0': () => Buffer.from("cos\nsystem\n(S'true'\ntR."),
    html: () => Buffer.from('<!DOCTYPE html><html><body>Sign in</body></html>'),
    json: () => Buffer.from('{"model": "onnx"}'),
    elf: () => Buffer.from('\x7fELF\x02\x01\x01', 'latin1'),
    'a model behind a script': () => Buffer.concat([Buffer.from('#!/bin/sh\n'), real]),
    'a model behind a byte order mark': () => Buffer.concat([Buffer.from('\ufeff'), real]),
  };
}

/** A real model that ends early, at 200 places. */
export function truncated(real: Buffer): Corpus {
  return Object.fromEntries(
    Array.from({ length: 200 }, (_, i) => {
      const length = Math.floor((i * real.length) / 200);
      return [`cut at byte ${length}`, () => real.subarray(0, length)];
    }),
  );
}

/** Models whose numbers, names and places lie. */
export function lies(): Corpus {
  return {
    'a dimension of 2^62': () => tensor([1, 2n ** 62n], [2, 1], [9, FLOATS]),
    'a dimension of 2^63 - 1': () => tensor([1, 2n ** 63n - 1n], [2, 1], [9, FLOATS]),
    'a negative dimension': () => tensor([1, -1], [2, 1], [9, FLOATS]),
    'two negative dimensions': () => tensor([1, -2], [1, -2], [2, 1], [9, FLOATS]),
    'a product that is 0 in 64 bits': () =>
      tensor([1, 2n ** 32n], [1, 2n ** 32n], [2, 1], [9, Buffer.alloc(0)]),
    'a product that is 4 in 64 bits': () =>
      tensor([1, 2n ** 62n + 1n], [1, 4], [2, 1], [9, FLOATS]),
    'a huge packed dimension': () => tensor([1, varint(2n ** 62n)], [2, 1], [9, FLOATS]),
    'a thousand dimensions': () => tensor([1, Buffer.alloc(1000, 1)], [2, 1], [9, Buffer.alloc(4)]),
    'texts that are not there': () => tensor([1, 2 ** 40], [2, 8]),
    'a huge tensor in an attribute': () => model(constant([5, message([1, 2n ** 62n], [2, 1])])),
    'a huge sparse tensor': () =>
      model(graph([1, identity], [15, message([1, message([1, 2n ** 62n], [2, 1])])])),
    'a cycle': () => model(graph([1, node('A', ['b'], ['y'])], [1, node('B', ['y'], ['b'])])),
    'a node that uses itself': () => model(graph([1, node('A', ['y'], ['y'])])),
    'a function that calls itself': () =>
      model(graph([1, call('f')]), definition('f', node('f', ['x'], ['y'], [[7, 'd']]))),
    'functions that call each other': () =>
      model(
        graph([1, call('f')]),
        definition('f', node('g', ['x'], ['y'], [[7, 'd']])),
        definition('g', node('f', ['x'], ['y'], [[7, 'd']])),
      ),
    'a function that calls itself in a subgraph': () =>
      model(
        graph([1, call('f')]),
        definition(
          'f',
          node('If', ['x'], ['y'], attribute([6, message([1, node('f', [], [], [[7, 'd']])])])),
        ),
      ),
    'functions that multiply': () =>
      model(
        graph([1, call('f0')]),
        ...Array.from({ length: 60 }, (_, i) => {
          const next = `f${i + 1}`;
          const twice = [
            node(next, ['x'], ['z'], [[7, 'd']]),
            node(next, ['z'], ['y'], [[7, 'd']]),
          ];
          return definition(`f${i}`, ...twice);
        }),
      ),
    'weights at an absolute path': () => external('/etc/passwd'),
    'weights in another folder': () => external('../../../../etc/passwd'),
    'weights in another folder, backslashed': () => external('a\\..\\..\\secrets'),
    'weights behind a link': () => external('weights.bin'),
    'weights behind a URL': () => external('https://internal.test/weights'),
    'weights behind a file URL': () => external('file:///etc/passwd'),
    'weights in memory': () => external('*/_ORT_MEM_ADDR_/*'),
    'weights nowhere': () => external(''),
  };
}

/** Encodings that protobuf's rules don't allow, or that parsers disagree on. */
export function malformed(real: Buffer): Corpus {
  const claim = (bytes: number | bigint) => Buffer.from(varint(bytes));
  const inGraph = (bytes: Uint8Array) => model(Buffer.concat([graph([1, identity]), bytes]));
  const value = message([1, 4], [2, 1], [9, FLOATS]);
  return {
    'a graph of 2 GB': () => Buffer.concat([message([1, 9]), tag(7), claim(2 ** 31)]),
    'a graph of 2 GB - 1': () => Buffer.concat([message([1, 9]), tag(7), claim(2 ** 31 - 1)]),
    'a graph of 2^64 - 1': () => Buffer.concat([tag(7), claim(2n ** 64n - 1n)]),
    'a node of 2 GB': () => inGraph(Buffer.concat([tag(1), claim(2 ** 31)])),
    'a name of 2 GB': () => inGraph(Buffer.concat([tag(2), claim(2 ** 31)])),
    'weights of 2 GB': () =>
      tensorAround(Buffer.concat([message([1, 2 ** 29], [2, 1]), tag(9), claim(2 ** 31)])),
    'a name longer than its message': () =>
      model(
        graph([1, Buffer.concat([tag(1), claim(100), Buffer.from('x')])], [2, 'y'.repeat(200)]),
      ),
    'a number of 11 bytes': () => Buffer.concat([Buffer.from([8]), Buffer.alloc(10, 0x80), real]),
    'a number without end': () => Buffer.alloc(100_000, 0xff),
    'a tag of 10 bytes': () => Buffer.from([...Array(9).fill(0xff), 1, 0]),
    'a field 0': () => Buffer.concat([Buffer.from([0, 0]), real]),
    'a group': () => Buffer.concat([Buffer.from([0x0b, 0x0c]), real]),
    'groups without end': () => Buffer.alloc(100_000, 0x0b),
    'wire type 7': () => Buffer.concat([Buffer.from([0x0f]), real]),
    'a graph that is a number': () => message([1, 9], [7, 1], [8, opset]),
    'a version that is a text': () => message([1, '9'], [7, graph([1, identity])], [8, opset]),
    'two graphs': () => Buffer.concat([real, model(graph([1, identity]))]),
    'two graphs in an attribute': () => model(constant([6, graph()], [6, graph()])),
    'two tensors in an attribute': () => model(constant([5, value], [5, value])),
    'a tensor and a graph in an attribute': () => model(constant([5, value], [6, message()])),
    'two values of a sparse tensor': () =>
      model(graph([1, identity], [15, message([1, value], [1, value])])),
    'two indices of a sparse tensor': () =>
      model(graph([1, identity], [15, message([1, value], [2, value], [2, value])])),
    'an operator set twice': () => model(graph([1, identity]), [8, opset]),
    'an input twice': () => model(graph([1, identity], [11, message([1, 'x'])])),
    'a name that is not UTF-8': () =>
      model(graph([1, node('A', [], ['y'])], [11, message([1, Buffer.from([0xc3])])])),
  };
}

function tensorAround(content: Uint8Array): Uint8Array {
  return model(graph([1, identity], [5, content]));
}

/** Small things in such a number, or such a depth, that a parser runs out of stack, memory or time. */
export function bombs(): Corpus {
  const list = (fields: Uint8Array) => Buffer.concat([node('A', [], []), fields]);
  const manyInputs = () => message([1, list(names(1, 1_679_616))]);
  return {
    'subgraphs 10,000 deep': () => model(wrapped(message(), 10_000, subgraph)),
    'types 10,000 deep': () => {
      const type = wrapped(message(), 10_000, inner => message([4, message([1, inner])]));
      return model(graph([1, identity], [13, message([1, 'v'], [2, type])]));
    },
    'maps 10,000 deep': () => {
      const type = wrapped(message(), 10_000, inner => message([5, message([2, inner])]));
      return model(graph([1, identity], [11, message([1, 'v'], [2, type])]));
    },
    'optionals 10,000 deep in an attribute': () =>
      model(constant([14, wrapped(message(), 10_000, inner => message([9, message([1, inner])]))])),
    'many tiny nodes': () => model(repeated(message([1, message([4, 'A'])]), 251_000)),
    'many empty nodes': () => model(repeated(message([1, '']), 251_000)),
    'many descriptions': () => model(repeated(message([13, '']), 2_100_000)),
    'many texts': () => model(repeated(message([99, '']), 10_100_000)),
    'many empty names': () => model(message([1, list(repeated(message([1, '']), 8_000_000))])),
    'many inputs': () => model(manyInputs()),
    'many outputs': () => model(message([1, list(names(2, 1_679_616))])),
    'long names': () => model(message([1, list(repeated(message([1, 'x'.repeat(4096)]), 17_000))])),
    'names taken through many levels': () => model(wrapped(manyInputs(), 30, subgraph)),
    'names taken through many small levels': () =>
      model(wrapped(message([1, list(names(1, 50_000))]), 30, subgraph)),
    'many attributes': () => model(message([1, list(repeated(message([5, '']), 2_100_000))])),
    'many subgraphs': () =>
      model(repeated(message([1, node('A', [], [], attribute([6, message()]))]), 251_000)),
    'many functions': () => {
      const one = message([25, message([1, 'f'])]);
      return Buffer.concat([model(graph([1, identity])), repeated(one, 300_000)]);
    },
    'many functions of different names': () =>
      Buffer.concat([
        model(graph([1, identity])),
        ...Array.from({ length: 260_000 }, (_, i) => message([25, message([1, `f${i}`])])),
      ]),
    'many weights of one name': () =>
      model(repeated(message([5, message([1, 0], [2, 1], [8, 'w'])]), 200_000)),
    'many graphs': () => Buffer.concat(Array(10_000).fill(model(graph([1, identity])))),
  };
}

/** A real model with one bit turned over, once for each of the given ones. Some are still models. */
export function bitFlips(real: Buffer, bits: number[]): Corpus {
  return Object.fromEntries(
    bits.map((bit, i) => [
      `flip ${i} of bit ${bit}`,
      () => {
        const copy = Buffer.from(real);
        copy[bit >>> 3] ^= 1 << (bit & 7);
        return copy;
      },
    ]),
  );
}
