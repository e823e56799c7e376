import styles from './palette.module.css';

const SERIES = 8;

/** The class under which the chart colours are defined; stands around everything the plugin draws. */
export const paletteClass = styles.palette;

/** The colour of the n-th series of a chart, from 0. */
export const seriesColour = (index: number): string =>
  `var(--mlops-series-${(index % SERIES) + 1})`;

/** A version has the same colour wherever it is drawn. */
export const versionColour = (version: number): string => seriesColour(version - 1);

/** The strokes of the quantiles of one version, which share its colour. */
export const DASHES = ['', '6 4', '2 3'] as const;
