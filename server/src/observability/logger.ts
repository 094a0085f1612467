import { Injectable, type LoggerService } from '@nestjs/common';
import { inspect } from 'node:util';
import { pino, type DestinationStream, type Logger } from 'pino';
import pretty from 'pino-pretty';
import { RegrantError } from '../core/errors/regrant-error.js';
import type { Redactor } from './redactor.js';

export type LogFacts = Readonly<Record<string, unknown>>;

/** How the log is written. */
export interface LogOptions {
  readonly level: string;
  readonly format: 'pretty' | 'json';
  readonly redactor: Redactor;
  /** Default: standard output. */
  readonly destination?: NodeJS.WritableStream;
}

/**
 * The log: one line an entry, never a secret, control characters escaped. Also serves Nest as its logger.
 */
@Injectable()
export class Log implements LoggerService {
  readonly #pino: Logger;
  readonly #redactor: Redactor;

  constructor(options: LogOptions) {
    this.#redactor = options.redactor;
    this.#pino = pino(
      { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
      destinationOf(options),
    );
  }

  debug(message: unknown, facts?: LogFacts | string): void {
    this.#write('debug', message, facts);
  }

  verbose(message: unknown, facts?: LogFacts | string): void {
    this.#write('trace', message, facts);
  }

  info(message: unknown, facts?: LogFacts | string): void {
    this.#write('info', message, facts);
  }

  /** Nest's own start-up chatter; ours says `info`. */
  log(message: unknown, facts?: LogFacts | string): void {
    this.#write('debug', message, facts);
  }

  warn(message: unknown, facts?: LogFacts | string): void {
    this.#write('warn', message, facts);
  }

  error(message: unknown, facts?: LogFacts | string): void {
    this.#write('error', message, facts);
  }

  fatal(message: unknown, facts?: LogFacts | string): void {
    this.#write('fatal', message, facts);
  }

  #write(
    level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal',
    message: unknown,
    facts?: LogFacts | string,
  ): void {
    if (!this.#pino.isLevelEnabled(level)) return;
    const context = typeof facts === 'string' ? { context: facts } : (facts ?? {});
    const text = message instanceof Error ? message.message : message;
    const line = oneLine(
      this.#redactor.hide(typeof text === 'string' ? text : inspect(text, { breakLength: Infinity })),
    );
    this.#pino[level](message instanceof Error ? { ...context, error: errorFacts(message) } : context, line);
  }
}

/** What of an error belongs into the log: its code and where it came from, causes included. */
export function errorFacts(error: unknown, depth = 0): LogFacts {
  if (!(error instanceof Error)) return { message: String(error) };
  return {
    name: error.name,
    message: error.message,
    ...(error instanceof RegrantError ? { code: error.code, details: error.details } : { code: codeOf(error) }),
    stack: error.stack,
    ...(error.cause === undefined || depth >= 3 ? {} : { cause: errorFacts(error.cause, depth + 1) }),
  };
}

const codeOf = (error: Error): unknown => ('code' in error ? error.code : undefined);

function destinationOf({ format, redactor, destination }: LogOptions): DestinationStream {
  const out = destination ?? process.stdout;
  const prettify = pretty.prettyFactory({
    colorize: 'isTTY' in out && out.isTTY,
    translateTime: 'SYS:HH:MM:ss',
    singleLine: true,
  });
  const toLine = format === 'json' ? (entry: object) => `${JSON.stringify(entry)}\n` : prettify;
  return {
    write: (line: string) => {
      // Hidden in the values themselves: in JSON, a line break before a secret becomes a letter of its first word.
      const entry = JSON.parse(line, (_key, value: unknown) =>
        typeof value === 'string' ? redactor.hide(value) : value,
      ) as object;
      out.write(escapeControls(redactor.hide(toLine(entry))));
    },
  };
}

/** C1 and bidirectional controls pass JSON unescaped and would repaint a terminal. Line breaks and colours are ours. */
const escapeControls = (line: string): string =>
  line.replace(/[\u0080-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, escaped);

/** A message is one line, whatever was put into it. */
// eslint-disable-next-line no-control-regex -- control characters are what this is about
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f]/g, escaped);

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
