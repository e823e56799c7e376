import { exampleRow, inferRequest } from './inferRequest';

const signature = {
  inputs: [
    { name: 'temp', datatype: 'FP32' as const, shape: [-1, 1] },
    { name: 'carrier', datatype: 'BYTES' as const, shape: [-1] },
    { name: 'holiday', datatype: 'BOOL' as const, shape: [-1, 1] },
    { name: 'pixels', datatype: 'UINT8' as const, shape: [-1, 2, 2] },
    { name: 'tokens', datatype: 'INT64' as const, shape: [-1, -1] },
  ],
  outputs: [],
};

describe('inferRequest', () => {
  it('is one row in the shapes and datatypes of the signature', () => {
    const row = {
      temp: null,
      carrier: 'UA',
      holiday: true,
      pixels: [1, 2, 3, 4],
      tokens: [7, 8, 9],
    };
    expect(inferRequest(signature, row)).toEqual({
      inputs: [
        { name: 'temp', datatype: 'FP32', shape: [1, 1], data: [null] },
        { name: 'carrier', datatype: 'BYTES', shape: [1], data: ['UA'] },
        { name: 'holiday', datatype: 'BOOL', shape: [1, 1], data: [true] },
        { name: 'pixels', datatype: 'UINT8', shape: [1, 2, 2], data: [1, 2, 3, 4] },
        { name: 'tokens', datatype: 'INT64', shape: [1, 3], data: [7, 8, 9] },
      ],
    });
  });

  it('starts from the samples of the reference data, missing values included', () => {
    expect(exampleRow({ signature, sampleInputs: { temp: null, carrier: 'UA' } })).toEqual({
      temp: null,
      carrier: 'UA',
      holiday: false,
      pixels: [0, 0, 0, 0],
      tokens: [0],
    });
  });
});
