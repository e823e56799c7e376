import { MessagePort } from 'node:worker_threads';
import { ModelHost } from './ModelHost';
import { PeerCallName, PeerCalls, PeerMessage } from './peerMessages';

/** The other worker is gone; what it was asked for may have been done or not. */
export class PeerLostError extends Error {
  override readonly name = 'PeerLostError';

  constructor() {
    super('The worker that has the model has ended');
  }
}

interface PendingCall {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** One end of a line between two workers: asks the other, and has a host answer what the other asks. */
export class PeerLine {
  private readonly pending = new Map<number, PendingCall>();
  private nextId = 0;
  private lost = false;

  /** @param host - of this end; holds what the other end opened */
  constructor(
    private readonly port: MessagePort,
    private readonly host: ModelHost,
    onLost: (line: PeerLine) => void,
  ) {
    port.on('message', (message: PeerMessage) => this.take(message));
    port.on('close', () => {
      this.lost = true;
      for (const { reject } of this.pending.values()) reject(new PeerLostError());
      this.pending.clear();
      host.close();
      onLost(this);
    });
    // A worker lives as long as its listener, not for the sake of others.
    port.unref();
  }

  /**
   * @throws PeerLostError
   * @throws Error with what the other end said
   */
  ask<Name extends PeerCallName>(
    name: Name,
    parameters: PeerCalls[Name][0],
  ): Promise<PeerCalls[Name][1]> {
    if (this.lost) return Promise.reject(new PeerLostError());
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve: resolve as PendingCall['resolve'], reject });
      this.send({ kind: 'call', id, name, parameters });
    });
  }

  close(): void {
    this.port.close();
  }

  private take(message: PeerMessage): void {
    if (message.kind === 'call') {
      void this.answer(message);
      return;
    }
    const call = this.pending.get(message.id);
    this.pending.delete(message.id);
    if (message.kind === 'answer') call?.resolve(message.answer);
    else call?.reject(new Error(message.message));
  }

  private async answer({
    id,
    name,
    parameters,
  }: Extract<PeerMessage, { kind: 'call' }>): Promise<void> {
    try {
      this.send({ kind: 'answer', id, answer: await this.host.answer(name, parameters) });
    } catch (error) {
      this.send({ kind: 'failure', id, message: (error as Error).message });
    }
  }

  private send(message: PeerMessage): void {
    this.port.postMessage(message);
  }
}
