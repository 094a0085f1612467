/** An error in the shape of Google's APIs: `{ error: { code, message, status, details? } }`. */
export class GeminiError extends Error {
  constructor(
    readonly code: number,
    readonly status: string,
    message: string,
    readonly details?: readonly object[],
  ) {
    super(message);
  }

  toBody(): object {
    const { code, message, status, details } = this;
    return { error: { code, message, status, ...(details && { details }) } };
  }
}

export function unauthenticated(): GeminiError {
  return new GeminiError(
    401,
    'UNAUTHENTICATED',
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
    [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'ACCESS_TOKEN_TYPE_UNSUPPORTED' }],
  );
}

export function invalidArgument(message: string): GeminiError {
  return new GeminiError(400, 'INVALID_ARGUMENT', message);
}

export function modelNotFound(model: string, version: string, method: string): GeminiError {
  return new GeminiError(
    404,
    'NOT_FOUND',
    `models/${model} is not found for API version ${version}, or is not supported for ${method}. Call ListModels to see the list of available models and their supported methods.`,
  );
}
