import { NotFoundException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hasBody, SIGN_IN_BODY_BYTES, SIGN_IN_ROUTE, type AdminGate } from './admin-auth/admin-gate.js';

/**
 * Decides before a body is read whether it will be. Nest's guards come after Fastify has read and parsed it: whoever has
 * no right could have megabytes taken from him, again and again. Callers' requests never come here.
 */
export function guardBodies(fastify: FastifyInstance, gate: AdminGate): void {
  fastify.addHook('onRoute', (route) => {
    if (route.url === SIGN_IN_ROUTE) route.bodyLimit = SIGN_IN_BODY_BYTES;
  });
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    const refusal = refusalOf(request, gate);
    if (!refusal) return done(null, payload);
    // What is still on its way is nobody's next request.
    void reply.header('connection', 'close');
    done(refusal);
  });
}

function refusalOf(request: FastifyRequest, gate: AdminGate): Error | undefined {
  if (isAdmins(request.url)) return gate.bodyRefusalOf(request);
  // Whoever mistook the address shall hear of that, not of a right that he needs for nothing.
  return hasBody(request) ? new NotFoundException() : undefined;
}

const isAdmins = (url: string): boolean => /^\/(?:api|metrics)(?:[/?]|$)/.test(url);
