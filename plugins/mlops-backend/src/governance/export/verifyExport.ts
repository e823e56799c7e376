import { BrokenChainError } from '../ChainWalk';
import type { TrailExpectations } from './expectations';
import { ExportWalk, UnexpectedLineError } from './ExportWalk';
import type { ExportFinding } from './ExportWalk';
import { linesOf } from './linesOf';

/**
 * Verifies an audit trail that was exported as JSON Lines, without the server that it came from and in constant memory.
 *
 * @param chunks - the bytes of the file
 * @throws whatever reading the file throws
 */
export async function verifyExport(
  chunks: AsyncIterable<Buffer>,
  expected: TrailExpectations = {},
): Promise<ExportFinding> {
  const walk = new ExportWalk(expected);
  let line = 0;
  try {
    for await (const one of linesOf(chunks)) {
      line = one.number;
      walk.take(one);
    }
    return walk.finding();
  } catch (error) {
    if (error instanceof BrokenChainError) {
      const { message: problem, brokenAt } = error;
      return { result: 'broken', problem, line, brokenAt };
    }
    if (error instanceof UnexpectedLineError) {
      return { result: 'broken', problem: error.message, line: error.line };
    }
    throw error;
  }
}
