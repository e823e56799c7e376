import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inspectOnnx } from '../inspectOnnx';

/** What became of one file. `failed` is anything but an answer: an error that isn't about the file. */
export interface Inspection {
  path: string;
  outcome: 'accepted' | 'refused' | 'failed';
  message: string;
  /** Of the processor, by all threads: other work of the machine is no property of the file. */
  cpuMilliseconds: number;
}

export interface InspectionReport {
  inspections: Inspection[];
  /** By how much the process's memory grew beyond what it had after the first file. */
  grownBytes: number;
}

const ARGUMENT = '--inspect-hostile-onnx';

/**
 * For tests: inspects files one after the other in a process of its own, the first one twice. There a crash, an abort for
 * want of memory or a hang shows as what it is, and memory is that of the inspection, not of the test runner.
 *
 * @throws `Error` when the process ends without having answered for all files, or takes more than `timeoutMs`
 */
export function inspectInChild(paths: string[], timeoutMs: number): Promise<InspectionReport> {
  return new Promise((resolve, reject) => {
    const child = fork(__filename, [ARGUMENT], {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        // Else the part of the heap for new objects grows from 1 to 128 MiB whatever a process does, as it has long
        // done in a backend, and memory that is free already counts as used.
        '--max-semi-space-size=4',
        '--expose-gc',
      ],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    child.on('message', (report: Partial<InspectionReport>) => {
      // The transform of sources sends messages of its own.
      if (!report.inspections) return;
      resolve(report as InspectionReport);
      child.disconnect();
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => reject(new Error(`The child ended: ${signal ?? code}`)));
    child.send({ paths });
  });
}

async function inspect(path: string): Promise<Inspection> {
  const began = process.cpuUsage();
  const answer = await inspectOnnx(path).then(
    () => ({ outcome: 'accepted' as const, message: '' }),
    error => ({
      outcome: error.name === 'InputError' ? ('refused' as const) : ('failed' as const),
      message: String(error.message),
    }),
  );
  const { user, system } = process.cpuUsage(began);
  // What one file leaves isn't the next one's.
  if (user > 50_000) globalThis.gc?.();
  return { path, ...answer, cpuMilliseconds: (user + system) / 1000 };
}

async function inspectAll(paths: string[]): Promise<InspectionReport> {
  await inspect(paths[0]);
  const before = process.memoryUsage.rss();
  const inspections: Inspection[] = [];
  for (const path of paths) inspections.push(await inspect(path));
  return { inspections, grownBytes: peakBytes() - before };
}

/**
 * The most memory that this process had, which no sampling could miss. On Linux `maxRSS` may be the parent's: until a
 * forked process runs its own program it is as large as the one it was forked from, and the kernel counts that.
 */
function peakBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))!;
  return Number(kibibytes) * 1024;
}

if (process.send && process.argv[2] === ARGUMENT) {
  // Listening keeps the channel, and with it the process, until the parent has the report and disconnects.
  process.on('message', async ({ paths }: { paths: string[] }) => {
    process.send!(await inspectAll(paths));
  });
}
