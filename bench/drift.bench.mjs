// False alarms of drift reports where nothing drifts, how surely drift is found, and how long it takes.
import { createRequire } from 'node:module';
import { allContinuous, mixed, normal } from './drift/columns.mjs';
import { drawReference, drawWindow, sharesOf } from './drift/windows.mjs';
import { median, quick, report } from './figures.mjs';
import { uniforms } from './uniforms.mjs';

const require = createRequire(import.meta.url);
const {
  columnSignificance,
  hasDrifted,
  measureDrift,
  monitorWindow,
  permutationPValue,
  populationStability,
  startMonitor,
} = require('@mlops-backstage/model-profile');

const REFERENCE_ROWS = 5_000;
const FEATURES = 20;
const ALPHA = 0.01;
const WINDOWS = quick ? 1_000 : 10_000;
/** Windows that share a reference. Alarms in large ones owe more to it than to themselves, so it takes more references. */
const sharers = rows => (rows > REFERENCE_ROWS ? 10 : 50);
const EIGHT_WEEKS = 1_344;
const HORIZONS = quick ? 1 : 6;
const DELAYS = quick ? 3 : 21;
const significance = columnSignificance(ALPHA, FEATURES);

const percent = (part, whole) => (100 * part) / whole;
/** How far a share may be off by chance alone, three times: what a quick look has to allow. */
const chance = (share, count) => (quick ? 3 * Math.sqrt((share * (1 - share)) / count) : 0);

/** Alarms among windows without drift, by each way to decide. */
function falseAlarms(columns, rows, seed) {
  const uniform = uniforms(seed);
  // The report's own decision has an alpha of its own; the other one's p-values are asked here.
  const alarms = { effect: 0, significance: 0, chiSquare: 0, rawColumns: 0 };
  let reference;
  let shares;
  for (let window = 0; window < WINDOWS; window++) {
    if (window % sharers(rows) === 0) {
      reference = drawReference(uniform, columns, REFERENCE_ROWS);
      shares = sharesOf(reference, columns);
    }
    const drawn = drawWindow(uniform, reference, shares, rows);
    const { driftedColumns, columns: measured } = measureDrift(reference, drawn);
    alarms.effect += driftedColumns.length > 0;
    alarms.significance += measured.some(column =>
      hasDrifted(column, { decision: 'significance', threshold: 0, significance }),
    );
    alarms.chiSquare += measured.some((_, i) => {
      const { pValue } = populationStability(reference.columns[i].counts, drawn.columns[i].counts);
      return pValue < significance;
    });
    alarms.rawColumns += measured.filter(({ psi }) => psi > 0.1).length;
  }
  return alarms;
}

function falseAlarmFigures(name, columns, seed) {
  return [100, 200, 1_000, 10_000].flatMap((rows, i) => {
    const alarms = falseAlarms(columns, rows, seed + i);
    const of = `${name}, ${rows.toLocaleString('en')} rows`;
    const room = chance(ALPHA, WINDOWS) / ALPHA;
    return [
      {
        what: `false alarms by default, ${of}`,
        unit: '% allowed',
        value: percent(alarms.effect, WINDOWS),
        baseline: 0.5,
        most: 1,
      },
      {
        what: `by significance, ${of}`,
        unit: '% stated',
        value: percent(alarms.significance, WINDOWS),
        baseline: 100 * ALPHA,
        bar: Math.max(0, Number((0.5 - room).toFixed(2))),
        most: Number((1.2 + room).toFixed(2)),
      },
      {
        what: `  by χ² of PSI`,
        unit: '% stated',
        value: percent(alarms.chiSquare, WINDOWS),
        baseline: 100 * ALPHA,
      },
      {
        what: `  a feature's raw PSI over 0.1, of windows`,
        unit: '% stated',
        value: percent(alarms.rawColumns, WINDOWS * FEATURES),
        baseline: 100 * ALPHA,
      },
    ];
  });
}

/** Of windows in which one of the features is shifted: how many name it. */
function found(shift, rows, decision, seed) {
  const uniform = uniforms(seed);
  const steady = Array.from({ length: FEATURES }, () => normal());
  const shifted = [normal(shift), ...steady.slice(1)];
  let count = 0;
  let reference;
  let shares;
  for (let window = 0; window < WINDOWS; window++) {
    if (window % sharers(rows) === 0) {
      reference = drawReference(uniform, steady, REFERENCE_ROWS);
      shares = sharesOf(reference, shifted);
    }
    const drawn = drawWindow(uniform, reference, shares, rows);
    const { driftedColumns } = measureDrift(reference, drawn, { decision, alpha: ALPHA });
    count += driftedColumns.includes('x0');
  }
  return {
    what: `${shift} σ in one feature found, ${decision}, ${rows.toLocaleString('en')} rows`,
    unit: '% of windows',
    value: percent(count, WINDOWS),
    baseline: 99,
    bar: Number((1 - chance(0.99, WINDOWS) / 0.99).toFixed(3)),
  };
}

/** Eight weeks of hours without drift, again and again, each with a reference of its own. */
function overEightWeeks(rows, seed) {
  const uniform = uniforms(seed);
  const ever = { monitor: 0, windows: 0, columns: 0 };
  for (let horizon = 0; horizon < HORIZONS; horizon++) {
    const reference = drawReference(uniform, allContinuous, REFERENCE_ROWS);
    const shares = sharesOf(reference, allContinuous);
    let state = startMonitor(reference, { alpha: ALPHA });
    const largest = Array(FEATURES).fill(-Infinity);
    let byWindow = false;
    for (let hour = 0; hour < EIGHT_WEEKS; hour++) {
      const drawn = drawWindow(uniform, reference, shares, rows);
      const step = monitorWindow(state, drawn);
      state = step.state;
      step.columns.forEach(({ logEvidence }, i) => {
        largest[i] = Math.max(largest[i], logEvidence);
      });
      byWindow ||= drawn.columns.some(
        ({ counts }, i) => permutationPValue(reference.columns[i].counts, counts) < significance,
      );
    }
    ever.monitor += largest.some(evidence => evidence >= Math.log(1 / significance));
    ever.windows += byWindow;
    ever.columns += largest.filter(evidence => evidence >= Math.log(20)).length;
  }
  const of = `${rows.toLocaleString('en')} rows an hour`;
  return [
    {
      what: `eight weeks with a false alarm, monitor, ${of}`,
      unit: '% of them',
      value: percent(ever.monitor, HORIZONS),
      baseline: 100 * ALPHA,
      most: 1,
    },
    {
      what: '  the same, a test of each window at 1 %',
      unit: '% of them',
      value: percent(ever.windows, HORIZONS),
      baseline: 100 * ALPHA,
    },
    {
      what: `  features whose evidence ever reaches 20`,
      unit: '% of them',
      value: percent(ever.columns, HORIZONS * FEATURES),
      baseline: 5,
      most: 1,
    },
  ];
}

/** Hours from the beginning of a shift, four weeks in, until it is found; the promise is for eight weeks and all features. */
function delay(shift, rows, seed) {
  const uniform = uniforms(seed);
  const most = 336;
  const hours = { monitor: [], windows: [] };
  for (let run = 0; run < DELAYS; run++) {
    const reference = drawReference(uniform, [normal()], REFERENCE_ROWS);
    const steady = sharesOf(reference, [normal()]);
    const shifted = sharesOf(reference, [normal(shift)]);
    let state = startMonitor(reference, { alpha: significance });
    for (let hour = 0; hour < EIGHT_WEEKS / 2; hour++) {
      state = monitorWindow(state, drawWindow(uniform, reference, steady, rows)).state;
    }
    const first = { monitor: most, windows: most };
    for (let hour = 1; hour <= most && Math.max(first.monitor, first.windows) === most; hour++) {
      const drawn = drawWindow(uniform, reference, shifted, rows);
      if (first.monitor === most) {
        const step = monitorWindow(state, drawn);
        state = step.state;
        if (step.driftedColumns.length > 0) first.monitor = hour;
      }
      const pValue = permutationPValue(reference.columns[0].counts, drawn.columns[0].counts);
      if (pValue < significance / EIGHT_WEEKS) first.windows = Math.min(first.windows, hour);
    }
    hours.monitor.push(first.monitor);
    hours.windows.push(first.windows);
  }
  return {
    what: `until ${shift} σ is found, ${rows.toLocaleString('en')} rows an hour, to Bonferroni's`,
    unit: 'hours',
    value: median(hours.monitor),
    baseline: median(hours.windows),
    most: 1,
  };
}

function seconds(work) {
  const { user } = process.cpuUsage();
  work();
  return (process.cpuUsage().user - user) / 1e6;
}

/** A thousand deployments of thirty features, a window each; some of the features drifted. */
function speed() {
  const uniform = uniforms(99);
  const steady = Array.from({ length: 30 }, () => normal());
  const drifted = steady.map((column, i) => (i % 5 === 0 ? normal(0.4) : column));
  const reference = drawReference(uniform, steady, REFERENCE_ROWS);
  const shares = sharesOf(reference, drifted);
  const windows = Array.from({ length: 1_000 }, () =>
    drawWindow(uniform, reference, shares, 1_000),
  );
  const rounds = Array.from({ length: 3 }, () => ({
    reports: seconds(() => windows.forEach(window => measureDrift(reference, window))),
    psi: seconds(() =>
      windows.forEach(window =>
        window.columns.forEach(({ counts }, i) =>
          populationStability(reference.columns[i].counts, counts),
        ),
      ),
    ),
  }));
  return {
    what: 'reports of 1,000 deployments × 30 features, to PSI alone',
    unit: 's',
    value: median(rounds.map(({ reports }) => reports)),
    baseline: median(rounds.map(({ psi }) => psi)),
    mostValue: 5,
  };
}

await report('drift', [
  speed(),
  ...falseAlarmFigures('continuous', allContinuous, 100),
  ...falseAlarmFigures('mixed', mixed, 200),
  found(0.75, 500, 'effect', 301),
  found(0.3, 1_000, 'significance', 302),
  ...overEightWeeks(1_000, 401),
  ...overEightWeeks(10_000, 402),
  delay(0.1, 1_000, 501),
  delay(0.2, 1_000, 502),
]);
