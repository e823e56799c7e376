import { FlatTable } from './FlatTable';
import { FlatVector, toLength } from './FlatVector';
import { malformed } from './malformed';

const COMPRESSION = 3;

/** Takes the buffers of a record batch one after the other, as its columns need them. */
export class ArrowBatch {
  readonly rows: number;
  private readonly nodes: FlatVector;
  private readonly buffers: FlatVector;
  private readonly variadicCounts: FlatVector;
  private node = 0;
  private buffer = 0;
  private variadic = 0;

  /**
   * @param header - a `RecordBatch`
   * @throws ProtocolError 400 when its buffers are compressed, as all that takes from it when there is nothing
   */
  constructor(
    header: FlatTable,
    private readonly body: Buffer,
  ) {
    if (header.table(COMPRESSION)) {
      throw malformed(
        'compressed buffers are not supported; write it without compression, or compress the whole body by Content-Encoding',
      );
    }
    this.rows = toLength(header.int64(0));
    this.nodes = header.vector(1, 16);
    this.buffers = header.vector(2, 16);
    this.variadicCounts = header.vector(4, 8);
  }

  /** Begins a column, which has to have a value for each row. */
  beginColumn(): void {
    if (this.node >= this.nodes.length) throw malformed('a batch lacks a column');
    const length = this.nodes.length64(this.node++);
    if (length !== this.rows) {
      throw malformed(`a column has ${length} values in a batch of ${this.rows} rows`);
    }
  }

  takeBuffer(): Buffer {
    if (this.buffer >= this.buffers.length) throw malformed('a batch lacks a buffer');
    const from = this.buffers.length64(this.buffer);
    const length = this.buffers.length64(this.buffer++, 8);
    if (from + length > this.body.length) throw malformed('a buffer points outside its batch');
    return this.body.subarray(from, from + length);
  }

  /** The further buffers of a column of views. */
  takeVariadicBuffers(): Buffer[] {
    if (this.variadic >= this.variadicCounts.length)
      throw malformed('a batch lacks buffers of views');
    const count = this.variadicCounts.length64(this.variadic++);
    if (count > this.buffers.length - this.buffer)
      throw malformed('a batch lacks buffers of views');
    return Array.from({ length: count }, () => this.takeBuffer());
  }
}
