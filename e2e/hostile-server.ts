import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server of somebody else on this machine; listens on loopback only. */
export interface HostileServer {
  readonly port: number;
  /** What pages have brought back, request by request. */
  readonly loot: string[];
  close(): Promise<void>;
}

/** Serves one page under every address, and keeps whatever is posted to `/loot`. */
export async function startHostileServer(page: () => string): Promise<HostileServer> {
  const loot: string[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/loot') {
      void textOf(request).then((text) => {
        loot.push(text);
        response.writeHead(204).end();
      });
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    loot,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
