import { describe, expect, it } from 'vitest';

import { addPulses, PulseWindow } from './pulse-window.js';

const beat = (at: number, requests = 1, failed = 0, totalMs = 100) => ({ at, requests, failed, totalMs });

describe('what happened lately', () => {
  it('is counted by stretches of time, oldest first', () => {
    const pulse = new PulseWindow(3, 10);
    pulse.add(beat(100));
    pulse.add(beat(105, 4, 1, 50));
    pulse.add(beat(111));
    expect(pulse.until(119).map(({ requests }) => requests)).toEqual([0, 5, 1]);
    expect(addPulses(pulse.until(119))).toEqual({ requests: 6, failed: 1, totalMs: 250 });
  });

  it('is forgotten when it is no longer lately', () => {
    const pulse = new PulseWindow(3, 10);
    pulse.add(beat(100));
    expect(addPulses(pulse.until(129)).requests).toBe(1);
    expect(addPulses(pulse.until(130)).requests).toBe(0);
  });

  it('is not mixed with what comes late', () => {
    const pulse = new PulseWindow(3, 10);
    pulse.add(beat(130));
    pulse.add(beat(100, 50));
    expect(addPulses(pulse.until(130)).requests).toBe(1);
  });

  it('has nothing before the first', () => {
    expect(addPulses(new PulseWindow(3, 10).until(15)).requests).toBe(0);
  });
});
