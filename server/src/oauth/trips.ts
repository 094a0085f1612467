import type { FastifyRequest } from 'fastify';
import type { RegrantError } from '../core/errors/regrant-error.js';
import type { SignedIn } from './passport-exchange.js';
import type { SignInFlow } from './sign-in-flows.js';

/** How far a request to a sign-in route came. */
export type Trip =
  | { readonly kind: 'leaving'; readonly authorizationUrl: string; readonly flow: SignInFlow }
  | { readonly kind: 'returned'; readonly flow: SignInFlow; readonly signedIn: SignedIn }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'failed'; readonly error: RegrantError };

const trips = new WeakMap<FastifyRequest, Trip>();

/** Notes for the controller what the guard found. Beside the request, not on it: it holds tokens. */
export const noteTrip = (request: FastifyRequest, trip: Trip): void => void trips.set(request, trip);

/** What the guard noted. */
export function tripOf(request: FastifyRequest): Trip {
  const trip = trips.get(request);
  if (!trip) throw new Error('A sign-in route without its guard');
  return trip;
}
