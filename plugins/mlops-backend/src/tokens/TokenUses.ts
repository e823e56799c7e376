import type { LoggerService } from '@backstage/backend-plugin-api';
import type { TokenStore } from './TokenStore';

/**
 * Keeps when tokens were last used, as servers tell it every few seconds. It is no change of a token, so the audit trail
 * doesn't tell of it, and what the database doesn't take is lost: the next use is as good.
 */
export class TokenUses {
  private readonly pending = new Map<string, number>();
  private writing: Promise<void> | undefined;

  constructor(
    private readonly tokens: TokenStore,
    private readonly logger: LoggerService,
  ) {}

  /** Never fails and never waits. */
  record(uses: ReadonlyArray<{ id: string; at: number }>): void {
    for (const { id, at } of uses) {
      this.pending.set(id, Math.max(at, this.pending.get(id) ?? at));
    }
    this.writing ??= this.write().finally(() => {
      this.writing = undefined;
    });
  }

  /** Waits for what was told so far. */
  async settle(): Promise<void> {
    await this.writing;
  }

  private async write(): Promise<void> {
    while (this.pending.size > 0) {
      const uses = [...this.pending].map(([id, at]) => ({ id, at }));
      this.pending.clear();
      try {
        await this.tokens.touch(uses);
      } catch (error) {
        this.logger.warn(
          `Could not keep when ${uses.length} endpoint tokens were last used`,
          error as Error,
        );
      }
    }
  }
}
