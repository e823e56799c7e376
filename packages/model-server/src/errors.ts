/** A model can't be loaded or served; the message holds no path. */
export class ModelLoadError extends Error {
  override readonly name = 'ModelLoadError';
}

/** The server was closed. */
export class ServerClosedError extends Error {
  override readonly name = 'ServerClosedError';
}

/** A worker ended before it answered. */
export class WorkerLostError extends Error {
  override readonly name = 'WorkerLostError';
}
