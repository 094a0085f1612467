import { Injectable } from '@nestjs/common';
import { loadSettings, type SettingSources } from './load-settings.js';
import { outboundProxyOf, type OutboundProxy } from './outbound-proxy.js';
import type { Settings } from './settings-schema.js';

/** Keeps what `settings.json` holds; the rest of the sources never changes while the process runs. */
export interface SettingsFile {
  save(content: Readonly<Record<string, unknown>>): Promise<void>;
}

/**
 * The settings in force. Hot: a change through the dashboard is validated whole, stored, and only then in force.
 */
@Injectable()
export class SettingsService {
  #sources: SettingSources;
  #current: Settings;
  #saving: Promise<unknown> = Promise.resolve();
  #listeningPort: number | undefined;
  readonly #listeners = new Set<(settings: Settings) => void>();
  /** The proxy that the environment prescribes for the way out. */
  readonly proxy: OutboundProxy | undefined;

  constructor(
    sources: SettingSources,
    private readonly file: SettingsFile,
  ) {
    this.#sources = sources;
    this.#current = loadSettings(sources);
    this.proxy = outboundProxyOf(sources.env);
  }

  get current(): Settings {
    return this.#current;
  }

  /** Where browsers reach Regrant, without a slash at its end. */
  get publicUrl(): string {
    return this.#current.public_url ?? `http://localhost:${this.port}`;
  }

  /** The port listened on; differs from the setting when that is 0. */
  get port(): number {
    return this.#listeningPort ?? this.#current.port;
  }

  /** What `settings.json` holds now, as it was written. */
  get stored(): Readonly<Record<string, unknown>> {
    return this.#sources.file;
  }

  listeningOn(port: number): void {
    this.#listeningPort = port;
  }

  onChange(listener: (settings: Settings) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Changes what is stored: validated, written, then in force. One change at a time.
   *
   * @throws SettingsError when the result could not be started with; nothing is changed then
   */
  change(edit: (stored: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>): Promise<void> {
    const saving = this.#saving.then(async () => {
      const sources = { ...this.#sources, file: edit(this.#sources.file) };
      const next = loadSettings(sources);
      await this.file.save(sources.file);
      this.#sources = sources;
      this.#current = next;
      this.#listeners.forEach((listener) => listener(next));
    });
    this.#saving = saving.catch(() => undefined);
    return saving;
  }
}
