import { join } from 'node:path';
import { fixture, FLIGHTS } from '../testing/serve';
import { readSignature } from './readSignature';

describe('readSignature', () => {
  it('says what a model takes and gives', async () => {
    const { inputs, outputs } = await readSignature(
      join(FLIGHTS, 'flight-delay-risk/1/model.onnx'),
    );
    expect(inputs).toHaveLength(12);
    expect(inputs[0]).toEqual({ name: 'scheduled_minute', datatype: 'INT64', shape: [-1, 1] });
    expect(inputs[3]).toEqual({ name: 'origin', datatype: 'BYTES', shape: [-1, 1] });
    expect(outputs).toEqual([
      { name: 'label', datatype: 'INT64', shape: [-1] },
      { name: 'probabilities', datatype: 'FP32', shape: [-1, 2] },
    ]);
  });

  it('names outputs that cannot be returned, and what to do', async () => {
    const { outputs } = await readSignature(fixture('zipmap'));
    expect(outputs).toEqual([
      {
        name: 'output_probability',
        unsupported: expect.stringContaining('sequence or a map'),
        remedy: expect.stringContaining("'zipmap': False"),
      },
      { name: 'probabilities_tensor', datatype: 'FP32', shape: [-1, 2] },
    ]);
  });

  it.each([
    ['not_a_model', 'Protobuf parsing failed'],
    ['no_such_file', "File doesn't exist"],
  ])('%s is an error without a path: %s', async (name, reason) => {
    const error = await readSignature(fixture(name)).catch(thrown => thrown);
    expect(error.name).toBe('ModelLoadError');
    expect(error.message).toContain(reason);
    expect(error.message).not.toContain('fixtures');
  });

  it('is an error when it takes too long', async () => {
    await expect(readSignature(fixture('scalar'), { timeoutMs: 1 })).rejects.toThrow(
      'took longer than 1 ms',
    );
  });
});
