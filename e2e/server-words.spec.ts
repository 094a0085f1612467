import type { Page } from '@playwright/test';
import { ALICE, BOB, CAROL, expect, test } from './world.js';

/** Words without which no English sentence gets far, and that French does not have. */
const ENGLISH = /(?<![\p{L}’])(the|and|of|is|was|with|its|has|not|again|this|that|been|cannot|probably)(?![\p{L}’])/giu;

test.use({ locale: 'fr-FR' });

test('what the server has to say of a dead account is said in the reader’s language', async ({ page, world }) => {
  await page.goto(world.regrant.signInLink);
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toHaveText('Vue d’ensemble');
  await world.disable(ALICE);
  await world.admin.pause(world.idOf(BOB), '');
  await world.admin.pause(world.idOf(CAROL), '');
  await expect(world.callers.streamGemini('Bonjour')).rejects.toThrow('503');
  const feed = page.getByRole('log', { name: 'Fil en direct' });
  await expect(feed.getByText(`${ALICE}: compte désactivé`)).toBeVisible();

  await test.step('on the overview', () => expectNoEnglish(page));

  await test.step('in the list of accounts', async () => {
    await page.goto(`${world.regrant.url}/accounts`);
    const row = page.getByRole('article', { name: ALICE });
    // Google’s own words are quoted, and nobody’s to translate.
    await expect(row).toContainText(/invalid_grant: «\u00a0.+\u00a0»/);
    await expectNoEnglish(page);
  });

  await test.step('on its page, with its history', async () => {
    await page.goto(`${world.regrant.url}/accounts/${world.idOf(ALICE)}`);
    await expect(page.getByText('Désactivé : l’autorisation est morte')).toBeVisible();
    await expectNoEnglish(page);
  });

  await test.step('with a request that passed it over', async () => {
    await page.goto(`${world.regrant.url}/requests`);
    await page.getByRole('main').getByRole('row').nth(1).getByRole('link').click();
    const panel = page.getByRole('dialog');
    await expect(panel.getByText('désactivé, reconnexion nécessaire')).toBeVisible();
    await expect(panel.getByText('Aucun compte ne peut servir')).toBeVisible();
    await expectNoEnglish(page);
  });

  await test.step('when a refresh of it is refused', async () => {
    await page.goto(`${world.regrant.url}/accounts/add`);
    await page.getByRole('textbox', { name: 'Jetons d’actualisation' }).fill('1//nobody-gave-this');
    await page.getByRole('button', { name: 'Ajouter le compte' }).click();
    await expect(page.getByRole('alert')).toContainText('Google a refusé le jeton d’actualisation');
    await expectNoEnglish(page);
  });
});

async function expectNoEnglish(page: Page): Promise<void> {
  const text = await page.evaluate(() => {
    const copy = document.body.cloneNode(true) as HTMLElement;
    // The switch names every language in itself; what stands as code is a name.
    copy.querySelectorAll('select, code, script, style').forEach((element) => element.remove());
    return [...copy.querySelectorAll('*')]
      .flatMap(({ childNodes }) => [...childNodes])
      .flatMap((node) => (node.nodeType === Node.TEXT_NODE ? [node.textContent ?? ''] : []));
  });
  const own = text.map((words) => words.replace(/«\u00a0.*?\u00a0»/gu, ''));
  expect(own.filter((words) => words.search(ENGLISH) >= 0)).toEqual([]);
}
