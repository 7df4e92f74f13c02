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
  '.svg': 'image/svg+xml',
};

/**
 * A folder on the loopback address below a path, as any plain web server shows it: `index.html` for folders, `404.html` for what is not there.
 * Outside the path there is an empty page without any policy.
 */
export class SiteServer {
  readonly #server: Server;
  readonly #path: string;

  private constructor(server: Server, path: string) {
    this.#server = server;
    this.#path = path;
  }

  static async start(folder: string, path = '/'): Promise<SiteServer> {
    const server = createServer(({ url = '/' }, response) => {
      const name = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname));
      if (!name.startsWith(path)) {
        response.writeHead(200, { 'content-type': TYPES['.html'] }).end('<!doctype html><title>Tyhjä</title>');
        return;
      }
      const asked = join(folder, name.slice(path.length));
      const file = name.endsWith('/') ? join(asked, 'index.html') : asked;
      const isThere = existsSync(file);
      response.writeHead(isThere ? 200 : 404, { 'content-type': TYPES[isThere ? extname(file) : '.html'] ?? 'application/pdf' });
      response.end(readFileSync(isThere ? file : join(folder, '404.html')));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return new SiteServer(server, path);
  }

  /** Where the folder's first page is, with a slash at the end. */
  get url(): string {
    return this.origin + this.#path;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
