const SIGNATURES: ReadonlyArray<{ name: string; bytes: string; at?: number }> = [
  { name: 'a zip archive, as PyTorch and Keras write it', bytes: 'PK\x03\x04' },
  { name: 'a pickle, as scikit-learn models are often kept', bytes: '\x80\x02' },
  { name: 'a pickle, as scikit-learn models are often kept', bytes: '\x80\x03' },
  { name: 'a pickle, as scikit-learn models are often kept', bytes: '\x80\x04' },
  { name: 'a pickle, as scikit-learn models are often kept', bytes: '\x80\x05' },
  { name: 'an HDF5 file, as Keras writes it', bytes: '\x89HDF' },
  { name: 'a TensorFlow Lite model', bytes: 'TFL3', at: 4 },
  { name: 'an ONNX Runtime (.ort) model', bytes: 'ORTM', at: 4 },
  { name: 'a GGUF model', bytes: 'GGUF' },
  { name: 'a Parquet file', bytes: 'PAR1' },
  { name: 'a PNG image', bytes: '\x89PNG' },
  { name: 'gzip-compressed', bytes: '\x1f\x8b' },
  { name: 'a Git LFS pointer, not the file itself', bytes: 'version https://git-lfs' },
];

const JSON_OR_MARKUP = /^[\t\n\r ]*[{[<]/;

/** Names the format of a file that people upload in place of ONNX, by its first bytes. None of them can begin a model. */
export function otherFormat(head: Buffer): string | undefined {
  const start = head.toString('latin1');
  const found = SIGNATURES.find(({ bytes, at = 0 }) => start.startsWith(bytes, at));
  if (found) return found.name;
  return JSON_OR_MARKUP.test(start) ? 'JSON or other text' : undefined;
}
