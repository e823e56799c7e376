import {
  CategoricalColumnSchema,
  ColumnKind,
  ColumnRole,
  ColumnSchema,
  NumericColumnSchema,
} from '../schema/ProfileSchema';
import { CategoryValue } from './categoryLabel';
import { Profile } from './Profile';
import { Profiler } from './Profiler';
import { quantileEdges } from './quantileEdges';
import { rankCategories } from './rankCategories';
import { toDoubles } from './toDoubles';

/** A column of reference data, one value a row. */
export interface ReferenceColumn {
  readonly name: string;
  readonly role: ColumnRole;
  readonly kind: ColumnKind;
  readonly values: ArrayLike<CategoryValue>;
}

/**
 * Freezes bins from reference data, usually the model's training or validation set, and counts the
 * data into them.
 *
 * Numeric columns are cut at their deciles, categorical ones into their 50 commonest categories. Give
 * values in the precision in which the model is served: a column of a float32 tensor as a Float32Array.
 * Else a value that equals an edge falls into one bin in the reference and its float32 rounding into
 * the next one in a window, which looks like drift.
 *
 * @param columns - columns of equal length, with distinct names
 * @throws RangeError when lengths differ or a name is used twice
 * @throws TypeError when a numeric column holds a string
 */
export function buildReferenceProfile(columns: readonly ReferenceColumn[]): Profile {
  const rows = columns[0]?.values.length ?? 0;
  checkColumns(columns, rows);

  const prepared = columns.map(prepareColumn);
  const profiler = new Profiler({
    convention: 'v1',
    columns: prepared.map(({ schema }) => schema),
  });
  prepared.forEach(({ observe }, index) => observe(profiler, index));
  profiler.addRows(rows);
  return profiler.take();
}

interface PreparedColumn {
  schema: ColumnSchema;
  observe(profiler: Profiler, index: number): void;
}

function prepareColumn(column: ReferenceColumn): PreparedColumn {
  if (column.kind === 'categorical') {
    return {
      schema: categoricalSchema(column),
      observe: (profiler, index) =>
        profiler.observeCategorical(index, column.values, column.values.length),
    };
  }
  const doubles = toDoubles(column.name, column.values);
  return {
    schema: numericSchema(column, doubles),
    observe: (profiler, index) => profiler.observeNumeric(index, doubles, doubles.length),
  };
}

function categoricalSchema({ name, role, values }: ReferenceColumn): CategoricalColumnSchema {
  return { kind: 'categorical', name, role, categories: rankCategories(values) };
}

function numericSchema(
  { name, role }: ReferenceColumn,
  doubles: Float64Array,
): NumericColumnSchema {
  const ascending = doubles.filter(value => !Number.isNaN(value)).sort();
  const finite = ascending.filter(Number.isFinite);
  return {
    kind: 'numeric',
    name,
    role,
    edges: quantileEdges(ascending),
    min: finite[0] ?? null,
    max: finite[finite.length - 1] ?? null,
  };
}

function checkColumns(columns: readonly ReferenceColumn[], rows: number): void {
  const names = new Set<string>();
  for (const { name, values } of columns) {
    if (names.has(name)) throw new RangeError(`Two columns are called '${name}'`);
    names.add(name);
    if (values.length !== rows) {
      throw new RangeError(
        `Column '${name}' has ${values.length} values where others have ${rows}`,
      );
    }
  }
}
