import type { WebSocketRoute } from '@playwright/test';
import { ALICE, BOB, CAROL, expect, test } from './world.js';
import { ConsentPage } from './pages/consent-page.js';
import { inBothThemes } from './themes.js';

inBothThemes(() => {
  test('two grants die at once while the socket is cut, and both accounts are brought back', async ({
    context,
    dashboard,
    page,
    world,
  }) => {
    const { callers, files, sandbox } = world;
    // Being offline alone leaves a socket that is open as it is: this one can be cut.
    const sockets: WebSocketRoute[] = [];
    await page.routeWebSocket(/socket\.io/, (socket) => {
      socket.connectToServer();
      sockets.push(socket);
    });
    await page.reload();
    await expect(dashboard.connection).toHaveText('Live');
    await test.step('both are revoked; the page hears of the first, and then of nothing', async () => {
      await sandbox.google.revoke(ALICE);
      await sandbox.google.revoke(BOB);
      await world.admin.refresh(world.idOf(ALICE));
      await expect(dashboard.notice(`${ALICE}: account disabled due to invalid_grant`)).toBeVisible();
      await context.setOffline(true);
      await Promise.all(sockets.splice(0).map((socket) => socket.close()));
      await expect(dashboard.connection).not.toHaveText('Live');
    });

    await test.step('meanwhile every caller is served, by the one that is left', async () => {
      const served = await world.servedDuring(() =>
        Promise.all(['one', 'two', 'three'].map((prompt) => callers.streamGemini(prompt))),
      );
      expect(new Set(served)).toEqual(new Set([CAROL]));
      // One of them found the second dead on its way.
      await expect.poll(async () => (await files.read(world.idOf(BOB))).disabled).toBe(true);
    });

    await test.step('back on the line, the page has missed nothing', async () => {
      await context.setOffline(false);
      await expect(dashboard.connection).toHaveText('Live');
      for (const email of [ALICE, BOB]) {
        await expect(dashboard.entry(`${email}: account disabled due to invalid_grant`)).toHaveCount(1);
        await expect(dashboard.needsYou).toContainText(email);
      }
      await expect(dashboard.pool).toContainText(/1\s*of 3 accounts can serve/);
    });

    await test.step('both sign in again, one after another', async () => {
      const consent = new ConsentPage(page);
      await dashboard.needsYou.getByRole('button', { name: 'Re-authorise all 2' }).click();
      await consent.allowAs(ALICE);
      await expect(dashboard.notice(`${ALICE}: account re-enabled`)).toBeVisible();
      await consent.allowAs(BOB);
      await expect(dashboard.notice(`${BOB}: account re-enabled`)).toBeVisible();
    });

    for (const email of [ALICE, BOB]) expect((await files.read(world.idOf(email))).disabled).toBeUndefined();
    expect(new Set(await world.servedDuring(() => callers.askInTurn(['four', 'five', 'six'])))).toEqual(
      new Set([ALICE, BOB, CAROL]),
    );
  });
});
