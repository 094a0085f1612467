import { expect, it } from 'vitest';
import { builtRegrant } from '../lifecycle/built-regrant.js';
import { RegrantProcess } from '../lifecycle/regrant-process.js';
import { GENERATE, STREAM } from '../world.js';

/** As many as die in twelve hours, one every 30 s. */
const DEATHS = Number(process.env['REGRANT_FAULT_DEATHS'] ?? 1440);
const AN_HOUR = 120;
/** Until then the memory of the latest requests and conversations, which is bounded, fills up. */
const FULL_AFTER_HOURS = 5;
const CALLERS = 4;

const built = builtRegrant();

interface Listed {
  readonly id: string;
  readonly email: string;
  readonly disabled: boolean;
}

const listed = async (regrant: RegrantProcess): Promise<readonly Listed[]> =>
  ((await (await regrant.admin('GET', '/api/accounts')).json()) as { accounts: Listed[] }).accounts;

/** The heap as it is right after it was cleaned, which a sample now and then meets: the least of many. */
async function figures(regrant: RegrantProcess): Promise<Record<'heapMb' | 'timersAndHandles', number>> {
  const text = await (await regrant.admin('GET', '/metrics')).text();
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
  return {
    heapMb: read('nodejs_heap_size_used_bytes') / 1024 / 1024,
    timersAndHandles: read('nodejs_active_resources_total'),
  };
}

/** Callers without a pause; one in twenty leaves in the middle. @returns what they were told beside 200 */
function callers(regrant: RegrantProcess): { readonly stop: () => Promise<readonly string[]> } {
  const over = new AbortController();
  const complaints: string[] = [];
  const one = async (name: number) => {
    for (let round = 0; !over.signal.aborted; round += 1) {
      const leaving = new AbortController();
      const leaves = round % 20 === 7;
      const path = round % 2 === 0 ? GENERATE : STREAM;
      try {
        const answer = await regrant.call(path, `caller ${name} ${round}`, { signal: leaving.signal });
        if (answer.status !== 200) complaints.push(`${answer.status} ${await answer.text()}`);
        else if (leaves) leaving.abort();
        else if (!(await answer.text()).includes(String(round))) complaints.push(`${name} ${round} got something else`);
      } catch (error) {
        if (!leaves) complaints.push(String(error));
      }
    }
  };
  const all = Promise.all(Array.from({ length: CALLERS }, (_, name) => one(name)));
  return {
    stop: async () => {
      over.abort();
      await all;
      return complaints;
    },
  };
}

it(
  'twelve hours of grants that die and come back leave nothing behind, and no caller sees an error',
  { timeout: 1_800_000 },
  async () => {
    const regrant = await RegrantProcess.start(built.program, { accounts: 4 });
    const { google } = regrant.sandbox;
    const accounts = await listed(regrant);
    const seen = callers(regrant);
    const hours: { heapMb: number; rssMb: number }[] = [];
    let filesAfterAnHour = 0;
    let handlesAfterAnHour = 0;
    for (let death = 0; death < DEATHS; death += 1) {
      const { id, email } = accounts[death % accounts.length]!;
      await google.revoke(email);
      // A caller may have found out first.
      const { status } = await regrant.admin('POST', `/api/accounts/${id}/refresh`);
      expect([409, 200, 422]).toContain(status);
      expect((await listed(regrant)).find((account) => account.id === id)?.disabled).toBe(true);
      const { refreshToken } = await google.mint(email);
      expect((await regrant.admin('POST', '/api/accounts', { refresh_token: refreshToken })).status).toBeLessThan(300);
      expect((await listed(regrant)).find((account) => account.id === id)?.disabled).toBe(false);
      const { heapMb, timersAndHandles } = await figures(regrant);
      const hour = Math.floor(death / AN_HOUR);
      const least = hours[hour] ?? { heapMb, rssMb: regrant.megabytes };
      hours[hour] = { heapMb: Math.min(least.heapMb, heapMb), rssMb: Math.min(least.rssMb, regrant.megabytes) };
      if (death === Math.min(AN_HOUR, DEATHS >> 2))
        [filesAfterAnHour, handlesAfterAnHour] = [regrant.openFiles, timersAndHandles];
    }
    const { timersAndHandles } = await figures(regrant);
    const files = regrant.openFiles;
    expect(await seen.stop()).toEqual([]);
    process.stdout.write(
      `churn: ${DEATHS} deaths, ${regrant.gemini.journal.length} requests; by the hour, heap ` +
        `${hours.map(({ heapMb }) => heapMb.toFixed(1)).join(' ')} MB, resident ${hours.map(({ rssMb }) => rssMb.toFixed(0)).join(' ')} MB; ` +
        `files ${filesAfterAnHour} → ${files}, timers and handles ${handlesAfterAnHour} → ${timersAndHandles}\n`,
    );
    expect(regrant.child.exitCode).toBeNull();
    expect(regrant.output).not.toMatch(/unhandled|MaxListeners/i);
    // Callers come and go, and connections with them; what is not given back would be as many as grants that died.
    expect(files - filesAfterAnHour).toBeLessThan(20);
    expect(timersAndHandles - handlesAfterAnHour).toBeLessThan(20);
    // A megabyte an hour, by the least of several: one that was never looked at right after it was cleaned says nothing.
    const leastMb = (some: typeof hours) => Math.min(...some.map(({ heapMb }) => heapMb));
    const full = hours.slice(FULL_AFTER_HOURS, -2);
    if (full.length > 0) expect(leastMb(hours.slice(-2)) - leastMb(full)).toBeLessThan(full.length);
  },
);
