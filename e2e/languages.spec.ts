import type { Page } from '@playwright/test';
import { ALICE, BOB, expect, test } from './world.js';

/** Each language: its code, what it and its switch are called, the titles of three pages, and a sentence of its own. */
const LANGUAGES = [
  ['en', 'English', 'Language', ['Overview', 'Accounts', 'Help'], 'account disabled due to invalid_grant'],
  ['fr', 'Français', 'Langue', ['Vue d’ensemble', 'Comptes', 'Aide'], 'compte désactivé à cause de invalid_grant'],
  ['es', 'Español', 'Idioma', ['Resumen', 'Cuentas', 'Ayuda'], 'cuenta desactivada por invalid_grant'],
  ['ko', '한국어', '언어', ['개요', '계정', '도움말'], 'invalid_grant 때문에 계정 비활성화됨'],
  ['zh-CN', '简体中文', '语言', ['概览', '账号', '帮助'], '账号因 invalid_grant 被禁用'],
] as const;

const PATHS = ['/', '/accounts', '/help'] as const;

/** What would be read on these pages if a text were left in English. */
const ENGLISH = [
  'Overview',
  'Accounts',
  'Add account',
  'What needs you',
  'Live feed',
  'Sign out',
  'Re-authorise',
  'Refresh now',
  'account disabled',
  'Sign in again',
  'can serve',
  'What to do',
  'Ready',
  'Search and act',
  'Kept out of the pool',
  'ago',
];

for (const [code, name, language, titles, disabled] of LANGUAGES) {
  test(`the dashboard in ${name}`, async ({ page, world }) => {
    await page.goto(`${world.regrant.url}/sign-in`);
    await page.getByRole('combobox', { name: 'Language' }).selectOption(name);
    await expect(page.locator('html')).toHaveAttribute('lang', code);
    await page.goto(world.regrant.signInLink);
    await world.admin.pause(world.idOf(BOB), '');
    await world.disable(ALICE);
    await expect(page.getByRole('main').getByText(`${ALICE}: ${disabled}`)).toBeVisible();

    for (const [index, path] of PATHS.entries()) {
      await page.goto(`${world.regrant.url}${path}`);
      const title = titles[index]!;
      await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toHaveText(title);
      await expect(page).toHaveTitle(new RegExp(`${title} · Regrant$`));
      await expect(page.locator('html')).toHaveAttribute('lang', code);
      await expect(page.getByRole('combobox', { name: language })).toHaveValue(code);
      if (path === '/accounts') await expect(page.getByRole('main').getByText(ALICE).first()).toBeVisible();
      if (code === 'en') continue;
      const text = await spoken(page);
      expect(
        ENGLISH.filter((phrase) => new RegExp(`(?<!\\p{L})${phrase}(?!\\p{L})`, 'u').test(text)),
        path,
      ).toEqual([]);
    }
  });
}

test('a language chosen on the page changes it in place, and is remembered', async ({ page, world }) => {
  await page.goto(world.regrant.signInLink);
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toHaveText('Overview');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('한국어');
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toHaveText('개요');
  await page.reload();
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toHaveText('개요');
});

test.describe('for a reader elsewhere', () => {
  test.use({ locale: 'es-MX', timezoneId: 'Asia/Seoul' });

  test('the browser’s language and zone are what counts, until another is chosen', async ({ page, world }) => {
    await page.goto(world.regrant.signInLink);
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toHaveText('Resumen');
    await world.disable(ALICE);
    const time = page.getByRole('main').locator('time').first();
    await expect(time).toHaveAttribute('title', /GMT\+9|hora estándar de Corea|KST/);
    await expect(time).toHaveAttribute('datetime', /Z$/);
  });
});

/** All that is read or heard on the page: texts, and the names that only a screen reader says. */
function spoken(page: Page): Promise<string> {
  return page.evaluate(() => {
    const names = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')].flatMap((element) =>
      ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''),
    );
    // The switch names every language in itself.
    const copy = document.body.cloneNode(true) as HTMLElement;
    copy.querySelectorAll('select').forEach((select) => select.remove());
    return [copy.textContent, ...names].join('\n');
  });
}
