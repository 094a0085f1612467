import { expect, it } from 'vitest';
import { geminiBody, startWorld, STREAM } from '../world.js';

const AT_ONCE = 50;
const STORY = [
  { candidates: [{ content: { parts: [{ text: 'Once.' }], role: 'model' }, index: 0, finishReason: 'STOP' }] },
];

it('an account that rests after five failures comes back by one request, however many are asked at once', async () => {
  const world = await startWorld({ accounts: 2 });
  const sick = world.account(0);
  let isWell = false;
  world.gemini.faults.next = ({ email }) =>
    email === sick.email && !isWell ? { status: 503, body: { error: { status: 'UNAVAILABLE' } } } : { chunks: STORY };
  const asked = () => world.servedBy.filter((email) => email === sick.email).length;
  const callOnce = async (text: string) => {
    const answer = await world.call(STREAM, { json: geminiBody(text) });
    return [answer.status, (await answer.text()).includes('Once.')];
  };
  const rests = world.nextEvent('account.cooling', sick);
  for (let round = 0; asked() < 5; round += 1) expect(await callOnce(`sick ${round}`)).toEqual([200, true]);
  expect(await rests).toMatchObject({ seconds: 30 });

  isWell = true;
  const barrier = world.gemini.hold({ afterChunks: 0, applies: ({ email }) => email === sick.email });
  // The real half minute; until then nobody is sent there.
  await expect
    .poll(async () => (await world.view(sick)).status, { interval: 250, timeout: 60_000 })
    .not.toBe('cooling');
  expect(asked()).toBe(5);
  const answers = Array.from({ length: AT_ONCE }, (_, index) => callOnce(`probe ${index}`));
  await barrier.arrived();
  await expect
    .poll(() => world.gemini.journal.filter(({ outcome }) => outcome === 'answered').length, {
      interval: 10,
      timeout: 30_000,
    })
    .toBeGreaterThanOrEqual(5 + AT_ONCE - 1);
  expect(asked()).toBe(6);
  barrier.release();
  expect(await Promise.all(answers)).toEqual(Array.from({ length: AT_ONCE }, () => [200, true]));
  for (let round = 0; round < 10; round += 1) expect(await callOnce(`well ${round}`)).toEqual([200, true]);
  // It has its full turn again.
  expect(asked()).toBe(6 + 5);
});
