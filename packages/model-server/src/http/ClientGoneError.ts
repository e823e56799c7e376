/** The client went away before its request was complete, or answered. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';

  constructor() {
    super('The client went away');
  }
}
