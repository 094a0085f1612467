import { RegrantError } from './regrant-error.js';

/** The request log has no such request, or not any more. */
export class RequestNotFoundError extends RegrantError {
  constructor(id: string) {
    super('request.not_found', 'The request log has no request with this id.', {
      hint: 'Requests are kept for as long as the setting retention says; GET /api/requests lists them.',
      details: { id: id.slice(0, 100) },
    });
  }
}
