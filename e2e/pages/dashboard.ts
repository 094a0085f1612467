import { expect, type Locator, type Page } from '@playwright/test';

export type PageName =
  | 'Overview'
  | 'Accounts'
  | 'Add account'
  | 'Requests'
  | 'Usage'
  | 'Connect'
  | 'Keys'
  | 'Settings'
  | 'Set-up'
  | 'Help'
  | 'Sandbox';

/** What surrounds every page of a signed-in person. */
export class Dashboard {
  /** Whether what is on the page is what is: `Live`, `Reconnecting`, `Offline`. */
  readonly connection: Locator;
  readonly feed: Locator;
  readonly pool: Locator;
  readonly needsYou: Locator;

  constructor(readonly page: Page) {
    this.connection = page.getByRole('status', { name: 'Connection' });
    this.feed = page.getByRole('log', { name: 'Live feed' });
    this.pool = page.getByRole('region', { name: 'Pool' });
    this.needsYou = page.getByRole('region', { name: 'What needs you' });
  }

  async signIn(link: string): Promise<void> {
    await this.page.goto(link);
    await expect(this.connection).toHaveText('Live');
  }

  async open(name: PageName): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
    await expect(this.page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
  }

  /** A notice that comes up by itself in the corner. */
  notice(text: string | RegExp): Locator {
    return this.page.getByRole('region', { name: 'Notifications' }).getByRole('listitem').filter({ hasText: text });
  }

  /** A line of the live feed on the overview. */
  entry(text: string | RegExp): Locator {
    return this.feed.getByRole('listitem').filter({ hasText: text });
  }
}
