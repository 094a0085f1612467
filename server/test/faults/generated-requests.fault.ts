import { describe, it } from 'vitest';
import { sendGeneratedRequests } from '../generated-requests.suite.js';

describe('generated requests over every route', () => {
  it('fifty thousand, others each time: end nothing, and no answer is a fault that nobody declared', async () => {
    const seed = Date.now() % 2 ** 31;
    // Whoever finds a fault must be able to find it again.
    process.stdout.write(`seed ${seed}\n`);
    await sendGeneratedRequests(50_000, seed);
  }, 600_000);
});
