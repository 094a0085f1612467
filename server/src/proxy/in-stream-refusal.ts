/** The upstream began with success and then, before any content, said no inside the stream. */
export class InStreamRefusal extends Error {
  /** @param body  the event, as the upstream would have sent it under an error status */
  constructor(readonly body: Buffer) {
    super('the upstream refused inside its stream');
  }
}
