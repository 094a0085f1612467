import { pick } from './gateway-wires.js';

/** An error of a gateway's answer, as far as it can be told. */
export interface GatewayRefusal {
  readonly message: string;
  /** Empty where none came along. */
  readonly code: string;
}

/** The error in any of the protocols' shapes; undefined where it is none. */
export function refusalIn(body: unknown): GatewayRefusal | undefined {
  const error = pick(body, 'error') ?? pick(body, 'response', 'error');
  const message = pick(error, 'message');
  if (typeof message !== 'string' || message === '') return undefined;
  const code = [
    pick(error, 'code'),
    pick(error, 'details', 'error_code'),
    pick(error, 'details', 0, 'metadata', 'code'),
  ].find((candidate) => typeof candidate === 'string');
  return { message, code: code ?? '' };
}
