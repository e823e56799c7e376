import { mockServices } from '@backstage/backend-test-utils';
import { WindowRecorder } from './WindowRecorder';
import type { Window, WindowStore } from './WindowStore';

const windowOf = (windowStart: number) => ({ windowStart, rows: 10 }) as Window;

function recorderOn(add: (windows: Window[]) => Promise<void>) {
  const logger = mockServices.logger.mock();
  const store = { add } as unknown as WindowStore;
  return {
    logger,
    recorder: new WindowRecorder(store, { schemaOfDeployed: async () => undefined }, logger),
  };
}

describe('WindowRecorder', () => {
  it('writes again what the database refused, each window once', async () => {
    const written: number[] = [];
    let refusals = 2;
    const { recorder } = recorderOn(async windows => {
      if (refusals-- > 0) {
        throw new Error('away');
      }
      written.push(...windows.map(window => window.windowStart));
    });
    recorder.record([windowOf(1), windowOf(2)]);
    recorder.record([windowOf(3)]);
    await recorder.settle();
    expect(written).toEqual([1, 2, 3]);
  }, 10_000);

  it('bounds what it keeps, and counts and says what it drops', async () => {
    let release = () => {};
    const gate = new Promise<void>(resolve => {
      release = resolve;
    });
    const written: Window[] = [];
    const { recorder, logger } = recorderOn(async windows => {
      await gate;
      written.push(...windows);
    });
    recorder.record(Array.from({ length: 20_005 }, (_, i) => windowOf(i)));
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(/Dropped 5 monitoring windows \(50 rows\)/),
    );
    release();
    await recorder.settle();
    expect(written).toHaveLength(20_000);
  });

  it('gives up at the stop on what the database does not take, and says so', async () => {
    const { recorder, logger } = recorderOn(async () => {
      throw new Error('away');
    });
    recorder.record([windowOf(1)]);
    await recorder.close();
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(/1 monitoring windows could not be written/),
    );
  });
});
