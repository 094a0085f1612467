import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';

export interface ListenOptions {
  /** 0, the default, lets the system choose a free port. */
  readonly port?: number | undefined;
  /** An address of this machine; a sandbox has no business on a network. Default `127.0.0.1`. */
  readonly host?: string | undefined;
}

export interface LoopbackServer {
  /** `http://<host>:<port>`, without a slash at the end. */
  readonly origin: string;
  /** Answers requests from now on; until then they wait in the accept queue of the system. */
  serve(handler: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void): void;
  /** Cuts every connection, so that a request held back on purpose cannot keep the process alive. */
  close(): Promise<void>;
}

/** Binds first and serves later: an OAuth issuer has to know its own address before it can be built. */
export async function listenOnLoopback({ port = 0, host = '127.0.0.1' }: ListenOptions): Promise<LoopbackServer> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: boundPort } = server.address() as AddressInfo;
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`,
    serve(handler) {
      server.on('request', (request, response) => {
        const answered = async () => handler(request, response);
        answered().catch((error: unknown) => {
          // The caller left in the middle of its own request: nobody is there to be answered.
          if (request.destroyed && !request.complete) return;
          process.stderr.write(`Sandbox: a request failed inside the stand-in: ${inspect(error)}\n`);
          if (response.headersSent) response.destroy();
          else response.writeHead(500, { 'content-type': 'text/plain' }).end('The sandbox failed. See its log.\n');
        });
      });
    },
    close() {
      return new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
    },
  };
}
