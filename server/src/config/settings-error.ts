import { RegrantError } from '../core/errors/regrant-error.js';

/** One bad setting: where it came from, what was expected, and what to do. Its value is never told. */
export interface SettingFault {
  readonly key: string;
  readonly source: string;
  readonly expected: string;
  readonly cure: string;
}

/** Settings that cannot be used; lists all of them at once. */
export class SettingsError extends RegrantError {
  readonly faults: readonly SettingFault[];

  constructor(faults: readonly SettingFault[]) {
    const lines = faults.map(
      ({ key, source, expected, cure }) => `  ${key} (${source}): expected ${expected}. ${cure}`,
    );
    super('settings.invalid', `These settings cannot be used:\n${lines.join('\n')}`, {
      hint: 'Correct the settings named here and start again.',
    });
    this.faults = faults;
  }
}
