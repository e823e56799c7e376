import type { LatencySketch } from '@mlops-backstage/model-profile';
import type { TrafficPoint } from '@mlops-backstage/plugin-mlops-common';

/** The quantiles of latencies that are shown, in milliseconds; null without any. */
export function quantilesOf(latency: LatencySketch): TrafficPoint['latencyMs'] {
  return {
    p50: latency.quantile(0.5),
    p90: latency.quantile(0.9),
    p99: latency.quantile(0.99),
  };
}
