import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A key and a certificate that nobody vouches for, in PEM. */
interface SelfSigned {
  readonly key: string;
  readonly cert: string;
}

const [SEQUENCE, SET, INTEGER, BIT_STRING, OCTET_STRING, OBJECT_ID, UTF8_STRING, UTC_TIME] = [
  0x30, 0x31, 0x02, 0x03, 0x04, 0x06, 0x0c, 0x17,
] as const;
const [CONTEXT_0, CONTEXT_3, DNS_NAME, IP_ADDRESS] = [0xa0, 0xa3, 0x82, 0x87] as const;

/** Object identifiers as DER spells them. */
const COMMON_NAME = '550403';
const SUBJECT_ALTERNATIVE_NAME = '551d11';
const ECDSA_WITH_SHA256 = '2a8648ce3d040302';

/**
 * Makes a certificate for this machine: right names, right dates, and its own issuer.
 *
 * @see RFC 5280 §4.1
 */
function selfSigned(): SelfSigned {
  const name = 'localhost';
  const startsAtMs = Date.now() - 86_400_000;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(SEQUENCE, der(OBJECT_ID, hex(ECDSA_WITH_SHA256)));
  const who = der(
    SEQUENCE,
    der(SET, der(SEQUENCE, der(OBJECT_ID, hex(COMMON_NAME)), der(UTF8_STRING, Buffer.from(name)))),
  );
  const names = der(SEQUENCE, der(DNS_NAME, Buffer.from(name)), der(IP_ADDRESS, Buffer.from([127, 0, 0, 1])));
  const content = der(
    SEQUENCE,
    der(CONTEXT_0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1])),
    algorithm,
    who,
    der(SEQUENCE, utcTime(startsAtMs), utcTime(startsAtMs + 10 * 86_400_000)),
    who,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      CONTEXT_3,
      der(SEQUENCE, der(SEQUENCE, der(OBJECT_ID, hex(SUBJECT_ALTERNATIVE_NAME)), der(OCTET_STRING, names))),
    ),
  );
  const signature = der(BIT_STRING, Buffer.from([0]), sign('sha256', content, privateKey));
  const base64 = der(SEQUENCE, content, algorithm, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`,
  };
}

/** A server with such a certificate, and how many requests have got through to it. */
export async function startSelfSigned() {
  const heard: string[] = [];
  const server: Server = createServer({ ...selfSigned() }, (request, response) => {
    heard.push(`${request.method ?? ''} ${request.url ?? ''} ${JSON.stringify(request.headers)}`);
    response.end('{"access_token":"ya29.of-a-stranger","expires_in":3599,"token_type":"Bearer"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, heard };
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

/** YYMMDDHHMMSSZ */
const utcTime = (atMs: number): Buffer =>
  der(
    UTC_TIME,
    Buffer.from(
      new Date(atMs)
        .toISOString()
        .replace(/[-:T]|\.\d+/g, '')
        .slice(2),
    ),
  );
