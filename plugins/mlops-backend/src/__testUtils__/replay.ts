import { join } from 'node:path';
import type { Signature } from '@mlops-backstage/plugin-mlops-common';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { flights } from './startMlops';

type Flight = Record<string, any> & { event_time: Date };

/** The flights of April to December 2013, in order of time. */
export async function readTraffic(): Promise<Flight[]> {
  const file = await asyncBufferFromFile(join(flights, 'traffic.parquet'));
  return (await parquetReadObjects({ file })) as Flight[];
}

/** What asks for predictions of flights. */
export function inferRequest(signature: Signature, batch: Flight[]) {
  return {
    parameters: { event_time: batch[0].event_time.toISOString() },
    inputs: signature.inputs.map(({ name, datatype }) => ({
      name,
      datatype,
      shape: [batch.length, 1],
      data: batch.map(row =>
        typeof row[name] === 'bigint' ? Number(row[name]) : (row[name] ?? null),
      ),
    })),
  };
}

/** One request for each hour that had flights, several at a time, as the demo sends them. */
export async function replayTraffic(
  inferUrl: string,
  signature: Signature,
  rows: Flight[],
): Promise<void> {
  const hours = new Map<number, Flight[]>();
  for (const row of rows) {
    const hour = Math.floor(row.event_time.getTime() / 3_600_000);
    hours.set(hour, [...(hours.get(hour) ?? []), row]);
  }
  const waiting = [...hours.values()];
  const send = async () => {
    for (let hour = waiting.shift(); hour; hour = waiting.shift()) {
      const batch = hour;
      const response = await fetch(inferUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(inferRequest(signature, batch)),
      });
      if (!response.ok) {
        throw new Error(`${response.status}: ${await response.text()}`);
      }
      await response.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: 4 }, send));
}
