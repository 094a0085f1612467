import { isLoopbackHost } from './loopback.js';
import { SettingsError, type SettingFault } from './settings-error.js';
import { addressFault, TOKEN_ADDRESSES } from './upstream-addresses.js';
import { CURES, NESTED_KEYS, SECRET_KEYS, settingsSchema, type SettingKey, type Settings } from './settings-schema.js';

/** Where settings come from, strongest first. */
export interface SettingSources {
  /** `process.argv.slice(2)`. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The parsed `settings.json`; empty when there is none. */
  readonly file: Readonly<Record<string, unknown>>;
}

interface Candidate {
  readonly value: unknown;
  readonly source: string;
}

const KEYS = Object.keys(settingsSchema.shape) as SettingKey[];
const FLAG_KEYS = KEYS.filter((key) => !NESTED_KEYS.has(key));

/**
 * Brings all settings together: command line before environment before `settings.json` before default.
 *
 * @throws SettingsError that lists every bad or unknown setting at once
 */
export function loadSettings(sources: SettingSources): Settings {
  const faults: SettingFault[] = [];
  const candidates = new Map<SettingKey, Candidate>();
  fromFile(sources.file, candidates, faults);
  fromEnvironment(sources.env, candidates, faults);
  fromCommandLine(sources.argv, candidates, faults);

  const parsed = settingsSchema.safeParse(Object.fromEntries([...candidates].map(([key, { value }]) => [key, value])));
  if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => faultOf(issue, candidates)));
  if (parsed.success) faults.push(...crossFaults(parsed.data, candidates));
  if (faults.length > 0 || !parsed.success) throw new SettingsError(unique(faults));
  return deepFreeze(parsed.data);
}

/** Which data directory is meant, before anything else is known: `settings.json` lies in it. */
export function dataDirectoryOf({ argv, env }: Omit<SettingSources, 'file'>): string {
  const candidates = new Map<SettingKey, Candidate>();
  fromEnvironment(env, candidates, []);
  fromCommandLine(argv, candidates, []);
  const parsed = settingsSchema.shape.data_dir.safeParse(candidates.get('data_dir')?.value);
  return parsed.success ? parsed.data : './data';
}

function fromFile(file: SettingSources['file'], candidates: Map<SettingKey, Candidate>, faults: SettingFault[]): void {
  for (const [name, value] of Object.entries(file)) {
    const key = KEYS.find((known) => known === name);
    if (key === undefined) faults.push(unknownSetting(name, 'settings.json'));
    else if (SECRET_KEYS.has(key)) faults.push(secretInFile(name));
    else candidates.set(key, { value, source: 'settings.json' });
  }
}

function fromEnvironment(
  env: SettingSources['env'],
  candidates: Map<SettingKey, Candidate>,
  faults: SettingFault[],
): void {
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith('REGRANT_') || value === undefined || value === '') continue;
    const key = FLAG_KEYS.find((known) => `REGRANT_${known.toUpperCase()}` === name);
    if (key === undefined) faults.push(unknownSetting(name, 'environment'));
    else candidates.set(key, { value, source: `environment, ${name}` });
  }
}

function fromCommandLine(
  argv: readonly string[],
  candidates: Map<SettingKey, Candidate>,
  faults: SettingFault[],
): void {
  for (let index = 0; index < argv.length; index += 1) {
    const [flag, inline] = splitOnce(argv[index] ?? '');
    const key = FLAG_KEYS.find((known) => `--${known.replaceAll('_', '-')}` === flag);
    if (key === undefined) {
      // What is no flag may be a value that went astray, a secret even: only its place is told.
      faults.push(unknownSetting(flag.startsWith('-') ? flag : `argument ${index + 1}`, 'command line'));
      continue;
    }
    const value = inline ?? argv[(index += 1)];
    if (value === undefined)
      faults.push({ key: flag, source: 'command line', expected: 'a value', cure: `Write ${flag}=VALUE.` });
    else candidates.set(key, { value, source: `command line, ${flag}` });
  }
}

function splitOnce(argument: string): [string, string | undefined] {
  const at = argument.indexOf('=');
  return at === -1 ? [argument, undefined] : [argument.slice(0, at), argument.slice(at + 1)];
}

const unknownSetting = (key: string, source: string): SettingFault => ({
  key,
  source,
  expected: 'a setting that Regrant knows',
  cure: 'Check the spelling against the list in the README, or take it out.',
});

const secretInFile = (key: string): SettingFault => ({
  key,
  source: 'settings.json',
  expected: 'no secret here',
  cure: `Move it to the environment (REGRANT_${key.toUpperCase()}).`,
});

function faultOf(
  issue: { readonly path: PropertyKey[]; readonly message: string },
  candidates: Map<SettingKey, Candidate>,
): SettingFault {
  const key = String(issue.path[0]) as SettingKey;
  return {
    key: issue.path.join('.'),
    source: candidates.get(key)?.source ?? 'default',
    expected: issue.message.replace(/^Invalid (option|input): expected /, ''),
    cure: CURES[key] ?? 'Correct it, or leave it out to use the default.',
  };
}

/** What no setting has wrong by itself. Judged at every change too, so that the dashboard cannot open what a start refuses. */
function crossFaults(settings: Settings, candidates: Map<SettingKey, Candidate>): readonly SettingFault[] {
  const faultAt = (key: SettingKey, expected: string, cure = CURES[key]): SettingFault => ({
    key,
    source: candidates.get(key)?.source ?? 'default',
    expected,
    cure: cure ?? 'Correct it, or leave it out to use the default.',
  });
  const isOpen = settings.auth_mode === 'off' || settings.auth_mode === 'auto';
  const exposed = isOpen && !isLoopbackHost(settings.host);
  const hasTwoKeys = settings.encryption_passphrase !== undefined && settings.encryption_key_file !== undefined;
  return [
    ...(hasTwoKeys
      ? [faultAt('encryption_key_file', 'no key file beside encryption_passphrase', 'Take one of the two out.')]
      : []),
    ...(exposed
      ? [faultAt('auth_mode', `all_except_health or strict, because ${settings.host} is open to other machines`)]
      : []),
    ...TOKEN_ADDRESSES.flatMap((key) => {
      const fault = addressFault(settings[key], settings);
      return fault === undefined ? [] : [faultAt(key, fault.expected, fault.cure)];
    }),
  ];
}

/** One line per key: a wrong type often breaks several rules at once. */
const unique = (faults: readonly SettingFault[]): readonly SettingFault[] => [
  ...new Map(faults.map((fault) => [`${fault.source}\n${fault.key}`, fault])).values(),
];

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
