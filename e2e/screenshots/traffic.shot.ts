import { ALICE, expect, test } from '../world.js';
import { Dashboard } from '../pages/dashboard.js';
import { RequestsPage } from '../pages/requests-page.js';
import { dismissNotice, picturesOf } from './stage.js';
import { showWorkingDay } from './traffic.js';

picturesOf((take) => {
  test('overview, one request, and usage, after a day of work', async ({ page, world }) => {
    await showWorkingDay(page);
    const dashboard = new Dashboard(page);
    await dashboard.signIn(world.regrant.signInLink);
    for (const prompt of ['Hello', 'Guten Tag', 'Bonjour', 'Hola']) await world.callers.streamOpenAi(prompt);
    await world.disable(ALICE);
    await world.callers.askInTurn(['Ciao', 'Olá', 'Hej', 'Ahoj']);
    await dismissNotice(dashboard, `${ALICE}: account disabled`);
    await expect(page.getByRole('region', { name: 'Tokens by model' })).toContainText('claude');
    await take(page, 'overview');

    await dashboard.open('Requests');
    const requests = new RequestsPage(page);
    await expect(requests.rows).toHaveCount(8);
    await requests.open('Served');
    await expect(requests.panel.getByRole('listitem').first()).toBeVisible();
    await take(page, 'request');
    await page.keyboard.press('Escape');

    await dashboard.open('Usage');
    await expect(page.getByRole('figure').getByRole('img').first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    await take(page, 'usage');
  });
});
