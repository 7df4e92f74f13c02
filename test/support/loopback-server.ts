import { type AddressInfo, type Socket, createServer } from 'node:net';

/** A server on the loopback address that does with each connection what its kind does. */
export abstract class LoopbackServer {
  url = '';
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer({ noDelay: true }, (socket) => {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    this.serve(socket);
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    this.url = `smtp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#sockets.size;
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  protected abstract serve(socket: Socket): void;
}
