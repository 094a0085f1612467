import { describe, it } from 'vitest';
import { sendGeneratedRequests } from './generated-requests.suite.js';

describe('generated requests over every route', () => {
  it('ten thousand: end nothing, and no answer is a fault that nobody declared', { timeout: 120_000 }, async () => {
    await sendGeneratedRequests(10_000, 20_261_120);
  });
});
