// How fast rows are counted into profiles, against a loop that only adds the same values up.
import { createRequire } from 'node:module';
import { median, quick, report } from './figures.mjs';

const require = createRequire(import.meta.url);
const { Profiler, buildReferenceProfile } = require('@mlops-backstage/model-profile');

const COLUMNS = 30;
const ROWS = quick ? 100_000 : 1_000_000;
const BATCH = 1_000;
const ROUNDS = quick ? 3 : 7;

/** Standard normal values by a fixed seed (Box–Muller over a linear congruential generator). */
function normals(count) {
  let state = 42;
  const uniform = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return (state + 1) / 4_294_967_297;
  };
  return Float32Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}

const { schema } = buildReferenceProfile(
  Array.from({ length: COLUMNS }, (_, column) => ({
    name: `x${column}`,
    role: 'feature',
    kind: 'numeric',
    values: normals(5_000),
  })),
);
const batch = normals(BATCH * COLUMNS);

function seconds(work) {
  const { user } = process.cpuUsage();
  work();
  return (process.cpuUsage().user - user) / 1e6;
}

function profile() {
  const profiler = new Profiler(schema);
  for (let rows = 0; rows < ROWS; rows += BATCH) {
    for (let column = 0; column < COLUMNS; column++) {
      profiler.observeNumeric(column, batch, BATCH, column, COLUMNS);
    }
    profiler.addRows(BATCH);
  }
  return profiler.take();
}

/** As the model server counts what comes as float32. */
function profileRows() {
  const profiler = new Profiler(schema);
  const columns = profiler.floatRows(
    Array.from({ length: COLUMNS }, (_, index) => ({ index, element: index })),
  );
  for (let rows = 0; rows < ROWS; rows += BATCH) {
    columns.count(batch, BATCH, COLUMNS);
    profiler.addRows(BATCH);
  }
  return profiler.take();
}

function addUp() {
  let sum = 0;
  for (let rows = 0; rows < ROWS; rows += BATCH) {
    for (let index = 0; index < batch.length; index++) {
      sum += batch[index];
    }
  }
  return sum;
}

const speeds = { profile: [], profileRows: [], addUp: [] };
for (let round = 0; round < ROUNDS; round++) {
  speeds.profile.push((ROWS * COLUMNS) / seconds(profile));
  speeds.profileRows.push((ROWS * COLUMNS) / seconds(profileRows));
  speeds.addUp.push((ROWS * COLUMNS) / seconds(addUp));
}
await report('profile', [
  {
    what: `profile ${ROWS.toLocaleString('en')} rows × ${COLUMNS}, against adding up`,
    unit: 'values/s',
    value: median(speeds.profile),
    baseline: median(speeds.addUp),
  },
  {
    what: 'the same, against 5 million values a second a core',
    unit: 'values/s',
    value: median(speeds.profile),
    baseline: 5_000_000,
    bar: 1,
  },
  {
    what: 'four columns of float32 at a time, against one',
    unit: 'values/s',
    value: median(speeds.profileRows),
    baseline: median(speeds.profile),
  },
]);
