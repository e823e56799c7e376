import type { LoggerService } from '@backstage/backend-plugin-api';
import { Poll } from '../polling/Poll';
import type { TokenStore, ValidToken } from './TokenStore';

/** A server that lets in who has a token. */
export interface TokenGate {
  /** Lets in these and no others; they are refused from when they expire. In force when it resolves. */
  admit(tokens: readonly ValidToken[]): Promise<void>;
}

/**
 * Tells this replica's server which tokens are valid: at the start, when this replica changes one and when another one
 * did. Polls apart from deployments, which may take long to load: a revoked token mustn't wait for them.
 *
 * While the database is away, the server goes on with the set that it knows; those that expire are refused all the same.
 */
export class TokenPublisher {
  private readonly poll: Poll;
  private published: string | undefined;

  constructor(
    private readonly tokens: TokenStore,
    private readonly server: TokenGate,
    logger: LoggerService,
  ) {
    this.poll = new Poll(
      () => this.turn(),
      error => logger.warn('Could not look for changes of endpoint tokens', error),
    );
  }

  /** Publishes once, then keeps looking. */
  start(): Promise<void> {
    return this.poll.trigger();
  }

  /** Looks at once; resolves when what was committed before is in force on this replica. */
  publish(): Promise<void> {
    return this.poll.trigger();
  }

  stop(): Promise<void> {
    return this.poll.stop();
  }

  private async turn(): Promise<void> {
    // Read before the tokens: what changes in between is published again.
    const fingerprint = await this.tokens.fingerprint();
    if (fingerprint !== this.published) {
      await this.server.admit(await this.tokens.listValid(new Date()));
      this.published = fingerprint;
    }
  }
}
