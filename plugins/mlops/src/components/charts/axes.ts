/** What the axes of all charts have in common. */
export const AXIS = {
  stroke: 'var(--mlops-grid)',
  tick: { fill: 'var(--mlops-axis)', fontSize: 12 },
  tickLine: false,
} as const;

export const GRID = { stroke: 'var(--mlops-grid)', strokeDasharray: '2 4' } as const;

export const MARGIN = { top: 8, right: 30, bottom: 18, left: 14 } as const;

/** Of a chart over time: events are named above the plot, where no data can be. */
export const TIME_MARGIN = { ...MARGIN, top: 22 } as const;

/** The name of a vertical axis, with its unit. */
export function verticalLabel(value: string, side: 'left' | 'right' = 'left') {
  return {
    value,
    angle: side === 'left' ? -90 : 90,
    position: side === 'left' ? ('insideLeft' as const) : ('insideRight' as const),
    style: { textAnchor: 'middle' as const, fill: 'var(--mlops-axis)', fontSize: 12 },
    offset: -4,
  };
}

/** The name of a horizontal axis, with its unit. */
export function horizontalLabel(value: string) {
  return {
    value,
    position: 'insideBottom' as const,
    offset: -12,
    style: { fill: 'var(--mlops-axis)', fontSize: 12 },
  };
}
