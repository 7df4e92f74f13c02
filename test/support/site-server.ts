import { existsSync, readFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.xml': 'application/xml',
  '.ics': 'text/calendar; charset=utf-8',
  '.png': 'image/png',
};

/** A folder on the loopback address, as any plain web server shows it: `index.html` for folders, `404.html` for what is not there. */
export class SiteServer {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(folder: string): Promise<SiteServer> {
    const server = createServer(({ url = '/' }, response) => {
      // Browsers ask for it by themselves; no page does.
      if (url === '/favicon.ico') {
        response.writeHead(204).end();
        return;
      }
      const asked = join(folder, normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname)));
      const file = asked.endsWith('/') ? join(asked, 'index.html') : asked;
      const isThere = existsSync(file);
      response.writeHead(isThere ? 200 : 404, { 'content-type': TYPES[isThere ? extname(file) : '.html'] ?? 'application/pdf' });
      response.end(readFileSync(isThere ? file : join(folder, '404.html')));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return new SiteServer(server);
  }

  /** With a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
