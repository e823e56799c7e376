interface SparklineProps {
  values: number[];
  /** Says what the line shows, for those who don't see it. */
  label: string;
  /** The top of the scale is this at least, so that a course near 0 isn't drawn as large. Default: 1, for counts. */
  least?: number;
}

const WIDTH = 120;
const HEIGHT = 28;

/** The course of a count, from 0, without axes: for beside a number. */
export function Sparkline({ values, label, least = 1 }: SparklineProps) {
  const highest = Math.max(...values, least);
  const step = WIDTH / Math.max(values.length - 1, 1);
  const points = values.map((v, i) => `${i * step},${HEIGHT - 2 - (v / highest) * (HEIGHT - 4)}`);
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <title>{label}</title>
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="var(--mlops-series-1)"
        strokeWidth="1.75"
        strokeLinejoin="round"
      />
    </svg>
  );
}
