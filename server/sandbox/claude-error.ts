/** An error in the shape of Anthropic's API: `{ type: "error", error: { type, message } }`. */
export class ClaudeError extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
  ) {
    super(message);
  }

  toBody(): object {
    return { type: 'error', error: { type: this.type, message: this.message }, request_id: 'req_vrtx_sandbox' };
  }
}

export const invalidRequest = (message: string): ClaudeError => new ClaudeError(400, 'invalid_request_error', message);
