import { rowsRequest } from './rowsRequest';

const carrier = { name: 'carrier', datatype: 'BYTES' as const, shape: [-1] };
const pixels = { name: 'pixels', datatype: 'FP32' as const, shape: [-1, 3] };

describe('rowsRequest', () => {
  it('has a column for each value of a row, by its input and its place there', () => {
    const delay = { name: 'delay', datatype: 'FP32' as const, shape: [-1, 1] };
    const signature = { inputs: [delay, carrier, pixels], outputs: [] };
    expect(rowsRequest(signature, { delay: null, carrier: 'UA', pixels: [1, 2, 3] })).toEqual({
      rows: [{ delay: null, carrier: 'UA', 'pixels[0]': 1, 'pixels[1]': 2, 'pixels[2]': 3 }],
    });
  });

  it('is not for inputs that have no columns', () => {
    const image = { name: 'image', datatype: 'UINT8' as const, shape: [-1, 2, 2] };
    expect(rowsRequest({ inputs: [image], outputs: [] }, { image: [0, 0, 0, 0] })).toBeUndefined();
  });
});
