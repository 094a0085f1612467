import { describe, expect, it } from 'vitest';

import { aRequestDetail } from '../../testing/traffic-fixtures.js';
import { attemptBars } from './attempt-bars.js';

describe('the bars of attempts', () => {
  it('stand where they belong in the time of the request', () => {
    const [first, second] = attemptBars(aRequestDetail());
    expect(first).toMatchObject({ startMs: 40, tookMs: 200 });
    expect(first!.left).toBeCloseTo((40 / 1240) * 100);
    expect(first!.waited + first!.streamed).toBeCloseTo((200 / 1240) * 100);
    expect(first!.streamed).toBeCloseTo(0);
    expect(second!.waited).toBeCloseTo((140 / 1240) * 100);
    expect(second!.left + second!.waited + second!.streamed).toBeCloseTo(100);
  });

  it('can be seen, however short, and stay inside, whatever the clocks say', () => {
    const detail = aRequestDetail();
    const [attempt] = detail.attempts;
    const odd = [
      { ...attempt!, started_at_ms: detail.started_at_ms + 1240, ended_at_ms: detail.started_at_ms + 1240 },
      { ...attempt!, started_at_ms: detail.started_at_ms - 50, ended_at_ms: detail.started_at_ms + 10 },
      { ...attempt!, started_at_ms: detail.started_at_ms, ended_at_ms: detail.started_at_ms + 9000 },
    ];
    for (const { left, waited, streamed } of attemptBars({ ...detail, attempts: odd })) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(waited + streamed).toBeGreaterThan(0);
      expect(left + waited + streamed).toBeLessThanOrEqual(100.001);
    }
  });
});
