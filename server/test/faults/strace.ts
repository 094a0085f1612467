import { execFile, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** One call of the system that the traced program made while it worked, and its number among its kind in its thread. */
export interface SystemCall {
  readonly name: string;
  readonly nth: number;
}

/** What strace does to the n-th call of a kind, for example `signal=KILL` or `error=EIO`. */
export interface Injection extends SystemCall {
  readonly effect: string;
}

export interface TracedRun {
  readonly output: string;
  readonly signal: string | null;
}

const TRACED = 'openat,statx,newfstatat,fstat,pread64,pwrite64,fsync,rename,renameat2,unlink,close,getdents64';

/** Whether this machine has strace and lets us trace. */
export const hasStrace = (): boolean => spawnSync('strace', ['-qq', 'true']).status === 0;

/**
 * Runs a Node program under strace, with one thread for the file system so that calls come in the same order always.
 * Without strace's `--seccomp-bpf`, with which some injections are silently left out (seen with strace 6.1).
 */
export function runTraced(strace: readonly string[], program: readonly string[]): Promise<TracedRun> {
  return new Promise((resolve) => {
    execFile(
      'strace',
      ['-f', '-qq', ...strace, process.execPath, ...program],
      { env: { ...process.env, UV_THREADPOOL_SIZE: '1' } },
      (error, output) => resolve({ output, signal: error?.signal ?? null }),
    );
  });
}

export const runInjected = ({ name, nth, effect }: Injection, program: readonly string[]): Promise<TracedRun> =>
  runTraced(['-o', '/dev/null', '-e', `trace=${name}`, '-e', `inject=${name}:${effect}:when=${nth}`], program);

/**
 * Rehearses the program and lists the calls its working thread makes after it touched a file of the given name. Calls
 * that another thread could make the n-th of are left out: a fault aimed at them might hit the wrong thread.
 */
export async function callsAfter(
  marker: string,
  program: readonly string[],
  log: string,
): Promise<readonly SystemCall[]> {
  await runTraced(['-o', log, '-e', `trace=${TRACED}`], program);
  const counts = new Map<string, number>();
  const made: (SystemCall & { readonly thread: string })[] = [];
  let worker: string | undefined;
  let begin = 0;
  for (const line of (await readFile(log, 'utf8')).split('\n')) {
    const [, thread, name] = /^(\d+) +([a-z0-9]+)\(/.exec(line) ?? [];
    if (thread === undefined || name === undefined) continue;
    const nth = (counts.get(`${thread} ${name}`) ?? 0) + 1;
    counts.set(`${thread} ${name}`, nth);
    made.push({ thread, name, nth });
    if (line.includes(marker)) [worker, begin] = [thread, made.length];
  }
  const elsewhere = (name: string): number =>
    Math.max(0, ...made.filter((call) => call.name === name && call.thread !== worker).map((call) => call.nth));
  const most = new Map(TRACED.split(',').map((name) => [name, elsewhere(name)]));
  return made.slice(begin).filter(({ thread, name, nth }) => thread === worker && nth > (most.get(name) ?? 0));
}
