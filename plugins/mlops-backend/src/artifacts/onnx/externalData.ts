import { InputError } from '@backstage/errors';
import { posix, win32 } from 'node:path';

/**
 * What is thrown for a tensor whose bytes are in another file. An upload is one file, so every such location is
 * refused; the message tells the honest ones, left behind by the exporter, from those that reach for the server's files.
 */
export function externalDataError(tensor: string, location: string | undefined): InputError {
  return new InputError(
    `The tensor "${tensor}" keeps its values outside of the file, ${describeLocation(location)}. ` +
      'An upload is one file: save the model with all its values in it ' +
      '(onnx.save(model, path, save_as_external_data=False))',
  );
}

function describeLocation(location: string | undefined): string {
  if (!location) return 'without saying where';
  const quoted = JSON.stringify(location);
  if (posix.isAbsolute(location) || win32.isAbsolute(location) || /^[a-z]:/i.test(location)) {
    return `at the absolute path ${quoted}`;
  }
  if (location.split(/[/\\]/).includes('..'))
    return `at ${quoted}, which leaves the model's folder`;
  return `in ${quoted}`;
}
