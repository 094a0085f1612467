import type { Readable } from 'node:stream';

/** What a command has around it; a test gives its own. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  /** For what was asked for. */
  readonly stdout: NodeJS.WritableStream;
  /** For everything else. */
  readonly stderr: NodeJS.WritableStream;
  /** Where relative paths begin. */
  readonly folder: string;
  /** Folder of the built dashboard. Default: beside the built server. */
  readonly webRoot?: string;
}
