import { describe, it } from 'vitest';
import { dripsThrough, TWO_HOURS } from '../lifecycle/dripping.js';

describe('an upstream that drips', () => {
  it('for two hours, two hundred times as fast, is listened to until its end', () => dripsThrough(TWO_HOURS));
});
