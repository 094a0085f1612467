import { Injectable } from '@nestjs/common';
import { SecretsStore } from '../config/secrets.store.js';
import { settingsSchema } from '../config/settings-schema.js';
import { SettingsService } from '../config/settings.service.js';
import { PasswordFixedError, PasswordUnfitError, SlowDownError } from '../core/errors/auth-errors.js';
import { Clock } from '../core/ports/clock.js';
import { PasswordHashes } from './password-hash.js';
import { digestOf, matchesDigest } from './secret-compare.js';

/** Guesses looked at per second, whoever makes them. */
const GUESSES_PER_SECOND = 10;

/**
 * The optional password of the dashboard. Guessing is slow for everybody together and locks out nobody: beside the
 * password there are the admin token and the sign-in link, which cannot be guessed and are not slowed.
 */
@Injectable()
export class AdminPassword {
  readonly #hashes = new PasswordHashes();
  #guessesLeft = GUESSES_PER_SECOND;
  #countedAtMs: number;

  constructor(
    private readonly settings: SettingsService,
    private readonly secrets: SecretsStore,
    private readonly clock: Clock,
  ) {
    this.#countedAtMs = clock.monotonicMs();
  }

  /** @throws SlowDownError when too much is being guessed */
  async verify(password: string): Promise<boolean> {
    const { admin_password: fixed } = this.settings.current;
    const { admin_password: stored } = this.secrets.current;
    if (fixed === undefined && stored === null) return false;
    this.#countGuess();
    // The environment is stronger than what is stored, as for every setting.
    if (fixed !== undefined) return matchesDigest(password, digestOf(fixed));
    if (this.#hashes.isBusy) throw new SlowDownError(1);
    const isRight = stored !== null && (await this.#hashes.verify(password, stored));
    // Changed while this one was being looked at, it opens nothing any more: what it opened has been closed already.
    return isRight && this.secrets.current.admin_password === stored;
  }

  /** @throws PasswordFixedError, PasswordUnfitError, SlowDownError, StorageError */
  async set(password: string): Promise<void> {
    if (this.settings.current.admin_password !== undefined) throw new PasswordFixedError();
    const fit = settingsSchema.shape.admin_password.safeParse(password);
    if (!fit.success) throw new PasswordUnfitError(fit.error.issues[0]?.message ?? 'another one');
    if (this.#hashes.isBusy) throw new SlowDownError(1);
    const hash = await this.#hashes.hash(password);
    await this.secrets.change((secrets) => ({ ...secrets, admin_password: hash }));
  }

  #countGuess(): void {
    const nowMs = this.clock.monotonicMs();
    const regained = ((nowMs - this.#countedAtMs) * GUESSES_PER_SECOND) / 1000;
    this.#guessesLeft = Math.min(GUESSES_PER_SECOND, this.#guessesLeft + regained);
    this.#countedAtMs = nowMs;
    if (this.#guessesLeft < 1) throw new SlowDownError(1);
    this.#guessesLeft -= 1;
  }
}
