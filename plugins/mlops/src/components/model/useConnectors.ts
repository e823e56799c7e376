import { useLayoutEffect, useState, type RefObject } from 'react';

interface Connectors {
  width: number;
  height: number;
  /** SVG path data, from the right edge of a node to the left edge of one in the next column. */
  paths: string[];
}

const NONE: Connectors = { width: 0, height: 0, paths: [] };

/** Lines between the nodes of neighbouring columns of a graph, measured and followed as they move. */
export function useConnectors(graph: RefObject<HTMLElement>): Connectors {
  const [connectors, setConnectors] = useState(NONE);
  useLayoutEffect(() => {
    const element = graph.current;
    if (!element || typeof ResizeObserver === 'undefined') {
      return undefined;
    }
    const observer = new ResizeObserver(() => setConnectors(measure(element)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [graph]);
  return connectors;
}

function measure(graph: HTMLElement): Connectors {
  const origin = graph.getBoundingClientRect();
  const columns = [...graph.querySelectorAll('[data-lineage-column]')].map(column =>
    [...column.querySelectorAll('[data-lineage-node]')].map(node => node.getBoundingClientRect()),
  );
  const paths = columns
    .slice(1)
    .flatMap((nodes, index) =>
      columns[index].flatMap(from => nodes.map(to => connector(from, to, origin))),
    );
  return { width: origin.width, height: origin.height, paths: [...new Set(paths)] };
}

function connector(from: DOMRect, to: DOMRect, origin: DOMRect): string {
  const x1 = from.right - origin.left;
  const x2 = to.left - origin.left;
  const y1 = from.top + from.height / 2 - origin.top;
  const y2 = to.top + to.height / 2 - origin.top;
  const middle = (x1 + x2) / 2;
  return `M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2},${y2}`;
}
