import { countDocuments } from './documents.js';
import { ALICE, BOB, expect, test } from './world.js';

test('a page that lost its server says so, comes back by itself, and shows what it missed', async ({
  context,
  dashboard,
  page,
  world,
}) => {
  const documents = countDocuments(page);
  await expect(dashboard.pool).toContainText(/3\s*of 3 accounts can serve/);

  await world.regrant.kill();
  await expect(dashboard.connection).toHaveText('Offline');
  // Said once, whatever else was still being asked for when it went.
  await expect(page.getByRole('alert')).toContainText('Regrant does not answer.');

  // Without this the page might be back before the events it is to miss.
  await context.setOffline(true);
  await world.regrant.start();
  await world.admin.pause(world.idOf(BOB), 'while nobody looked');
  await world.disable(ALICE);
  await expect(dashboard.connection).toHaveText('Offline');

  await context.setOffline(false);
  await expect(dashboard.connection).toHaveText('Live');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(dashboard.entry(`${BOB}: account paused`)).toHaveCount(1);
  await expect(dashboard.entry(`${ALICE}: account disabled due to invalid_grant`)).toHaveCount(1);
  await expect(dashboard.needsYou).toContainText(ALICE);
  await expect(dashboard.pool).toContainText(/1\s*of 3 accounts can serve/);

  // And it is live again, not only up to date.
  await world.disable(BOB);
  await expect(dashboard.notice(`${BOB}: account disabled due to invalid_grant`)).toBeVisible();
  expect(documents.count).toBe(0);
});
