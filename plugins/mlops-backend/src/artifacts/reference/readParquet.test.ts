import { createMockDirectory } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readParquet } from './readParquet';

// Files of many megabytes, on machines that do other work at the same time.
jest.setTimeout(60_000);

const FIXTURE = join(__dirname, '../../../fixtures/artifacts/columns.parquet');

/** A file whose metadata is the given Thrift. */
function withMetadata(...thrift: number[]): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(thrift.length);
  return Buffer.concat([Buffer.from('PAR1'), Buffer.from(thrift), length, Buffer.from('PAR1')]);
}

describe('readParquet', () => {
  const folder = createMockDirectory();
  const path = folder.resolve('file.parquet');

  it('survives metadata that fills all memory', async () => {
    // A list that claims 2^31 - 1 structs and has nine, which are empty: the decoder makes an object of each.
    const list = [0x29, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07];
    await writeFile(path, withMetadata(...list, ...Array(9).fill(0)));
    await expect(readParquet(path, { heapMiB: 100, timeMs: 60_000 })).rejects.toMatchObject({
      name: 'InputError',
      message: 'The reference data takes more than 100 MiB of memory to decode',
    });
  }, 60_000);

  it('ends a decoding that takes too long', async () => {
    await expect(readParquet(FIXTURE, { heapMiB: 100, timeMs: 1 })).rejects.toMatchObject({
      name: 'InputError',
      message: 'The reference data takes longer than 0.001 s to decode',
    });
  });

  it('ends in a result or an InputError for a file with bytes changed', async () => {
    const original = readFileSync(FIXTURE);
    const change = fc.tuple(fc.nat({ max: original.length - 1 }), fc.nat({ max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async changes => {
        const bytes = Buffer.from(original);
        for (const [at, byte] of changes) bytes[at] = byte;
        await writeFile(path, bytes);
        const outcome = await readParquet(path, { heapMiB: 500, timeMs: 10_000 }).then(
          () => 'InputError',
          error => error.name,
        );
        expect(outcome).toBe('InputError');
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
