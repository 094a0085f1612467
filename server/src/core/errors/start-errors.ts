import { RegrantError } from './regrant-error.js';

/** Somebody else listens there. */
export class PortInUseError extends RegrantError {
  constructor(host: string, port: number, cause: unknown) {
    super('server.port_in_use', `Port ${port} on ${host} is in use.`, {
      hint: 'Stop the other program (perhaps another Regrant), or choose another port with --port or REGRANT_PORT.',
      cause,
      details: { host, port },
    });
  }
}

/** Open to other machines, but not guarded for that. */
export class ExposedWithoutGuardError extends RegrantError {
  constructor(host: string) {
    super('settings.invalid', `Listening on ${host} would open Regrant to other machines.`, {
      hint: 'Set REGRANT_ADMIN_PASSWORD and REGRANT_API_KEY (and an auth_mode that is not off), or leave REGRANT_HOST at 127.0.0.1.',
      details: { host },
    });
  }
}
