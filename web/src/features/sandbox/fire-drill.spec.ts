import { describe, expect, it, vi } from 'vitest';

import { aDisabledAccount, anAccount, anEvent } from '../../testing/fixtures.js';
import { DRILL_STEPS, runFireDrill, type DrillParts, type DrillReport } from './fire-drill.js';
import type { DrillApi } from './sandbox.api.js';

const VICTIM = anAccount({ id: 'a1', email: 'ada@example.com' });
const OTHER = anAccount({ id: 'b2', email: 'bob@example.com' });

/** A Regrant in which everything goes well; name what does not. */
function aDrill(difference: Partial<Record<keyof DrillApi, unknown>> = {}): {
  readonly parts: DrillParts;
  readonly reports: DrillReport[];
  readonly api: DrillApi;
} {
  const reports: DrillReport[] = [];
  let clock = 0;
  const api = {
    act: vi.fn(async ({ action }: { action: string }) => ({
      people: [],
      fault: null,
      ...(action === 'give' ? { refresh_token: 'new-grant' } : {}),
    })),
    accounts: vi.fn(async () => [VICTIM, OTHER]),
    refresh: vi.fn(async () => ({ outcome: 'disabled' })),
    add: vi.fn(async () => ({ account: VICTIM, outcome: 'reenabled' })),
    createKey: vi.fn(async () => ({ key: { id: 'k9' }, value: 'rg-drill' })),
    revokeKey: vi.fn(async () => undefined),
    requestDetail: vi.fn(async () => ({ account_id: 'b2' })),
    ...difference,
  } as unknown as DrillApi;
  const parts: DrillParts = {
    api,
    send: async () => ({ text: 'yes', requestId: 'r1', status: 200 }),
    nextEvent: async (type) => anEvent(1, type),
    nowMs: () => (clock += 1),
    onStep: (report) => reports.push(report),
    model: 'gemini-2.5-flash',
  };
  return { parts, reports, api };
}

describe('the fire drill', () => {
  it('goes through every step in order, each with its time', async () => {
    const { parts, reports, api } = aDrill();
    await runFireDrill(parts);
    expect(reports.map(({ step }) => step)).toEqual(DRILL_STEPS);
    expect(reports.every(({ milliseconds }) => milliseconds > 0)).toBe(true);
    expect(api.add).toHaveBeenCalledWith('new-grant');
  });

  it('takes its key away again, also when the request fails', async () => {
    const { parts, api } = aDrill();
    await expect(runFireDrill({ ...parts, send: () => Promise.reject(new Error('503')) })).rejects.toThrow('503');
    expect(api.revokeKey).toHaveBeenCalledWith('k9');
  });

  it.each([
    ['one account alone', { accounts: async () => [VICTIM, aDisabledAccount()] }, 'revoke'],
    ['a refresh that is not refused', { refresh: async () => ({ outcome: 'refreshed' }) }, 'disabled'],
    ['a request that the dead account served', { requestDetail: async () => ({ account_id: 'a1' }) }, 'serves'],
    ['a new grant that changes nothing', { add: async () => ({ outcome: 'unchanged' }) }, 'reenabled'],
  ])('stops at %s and names the step', async (_what, difference, step) => {
    await expect(runFireDrill(aDrill(difference).parts)).rejects.toMatchObject({ step });
  });
});
