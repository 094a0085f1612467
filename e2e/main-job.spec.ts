import { countDocuments } from './documents.js';
import { ALICE, BOB, CAROL, expect, test } from './world.js';
import { AccountRow } from './pages/account-row.js';
import { ConsentPage } from './pages/consent-page.js';

test('a grant dies, callers notice nothing, its owner signs in again, and the account serves at once', async ({
  dashboard,
  page,
  world,
}) => {
  const { callers, files, regrant, sandbox } = world;
  const alice = world.idOf(ALICE);
  const documents = countDocuments(page);

  await test.step('streams come through with the official SDKs', async () => {
    const gemini = await callers.streamGemini('Hello from the Gemini SDK');
    expect(gemini.join('')).toBe('You said: Hello from the Gemini SDK');
    expect(gemini.length).toBeGreaterThan(1);
    const openai = await callers.streamOpenAi('Hello from the OpenAI SDK');
    expect(openai.join('')).toBe('You said: Hello from the OpenAI SDK');
    expect(openai.length).toBeGreaterThan(1);
  });

  await test.step('after a revocation every request is served, by the others', async () => {
    await sandbox.google.revoke(ALICE);
    const prompts = ['one', 'two', 'three', 'four'];
    const served = await world.servedDuring(async () => {
      expect(await callers.askInTurn(prompts)).toEqual(prompts.map((prompt) => `You said: ${prompt}`));
    });
    expect(new Set(served)).toEqual(new Set([BOB, CAROL]));
  });

  await test.step('the page says so within two seconds, without a reload', async () => {
    await expect(dashboard.notice(`${ALICE}: account disabled due to invalid_grant`)).toBeVisible({ timeout: 2_000 });
    await expect(dashboard.entry(`${ALICE}: account disabled due to invalid_grant`)).toBeVisible();
    await expect(dashboard.needsYou).toContainText('1 account to re-authorise');
    await expect(dashboard.pool).toContainText(/2\s*of 3 accounts can serve/);
    expect(documents.count).toBe(0);
  });

  await test.step('its file and the log tell the same', async () => {
    await expect.poll(async () => (await files.read(alice)).disabled).toBe(true);
    const file = await files.read(alice);
    expect(file.disabled_reason).toMatch(/^invalid_grant: /);
    expect(Math.abs(file.disabled_at! - Date.now() / 1000)).toBeLessThan(30);
    await expect
      .poll(() => regrant.log)
      .toEqual(
        expect.arrayContaining([
          `Token refresh failed (${ALICE}): invalid_grant, trying next account`,
          `Disabling account due to invalid_grant (${ALICE}): refresh_token likely revoked/expired`,
        ]),
      );
  });

  await test.step('a power cut and a restart keep it disabled, and the page comes back by itself', async () => {
    await regrant.kill();
    await expect(dashboard.connection).not.toHaveText('Live');
    await regrant.start();
    await expect.poll(() => regrant.log).toContain(`Skipping disabled account ${ALICE}`);
    await expect(dashboard.connection).toHaveText('Live');
    expect(documents.count).toBe(0);
    expect((await files.read(alice)).disabled).toBe(true);
    expect(await world.servedDuring(() => callers.askInTurn(['five', 'six', 'seven']))).not.toContain(ALICE);
  });

  const row = new AccountRow(page, ALICE);
  await test.step('its owner signs in again on the real consent page', async () => {
    await dashboard.open('Accounts');
    await expect(row.status('Disabled')).toBeVisible();
    await expect(row.root).toContainText('invalid_grant: ');
    await expect(row.root).toContainText('What to do');
    // Being on its way to the disk for a moment is no trouble with the disk.
    await expect(row.root).not.toContainText('Not saved yet');
    await row.reauthorise.click();
    const consent = new ConsentPage(page);
    expect((await consent.people())[0]).toContain(ALICE);
    await consent.allowAs(ALICE);
  });

  await test.step('it is back at once, and its file is clean', async () => {
    await expect(dashboard.notice(`${ALICE}: account re-enabled`)).toBeVisible();
    await expect(row.status('Ready')).toBeVisible();
    expect(new Set(await world.servedDuring(() => callers.askInTurn(['eight', 'nine', 'ten'])))).toEqual(
      new Set([ALICE, BOB, CAROL]),
    );

    const file = await files.read(alice);
    expect(Object.keys(file).filter((name) => name.startsWith('disabled'))).toEqual([]);
    await expect.poll(() => regrant.log).toContain(`Account re-enabled (${ALICE}): credentials updated`);
    expect(await files.emails()).toEqual([ALICE, BOB, CAROL]);
  });

  await test.step('the next restart does not skip it', async () => {
    await regrant.kill();
    await regrant.start();
    expect(await world.servedDuring(() => callers.askInTurn(['eleven', 'twelve', 'thirteen']))).toContain(ALICE);
    expect(regrant.log).not.toContain(`Skipping disabled account ${ALICE}`);
  });
});
