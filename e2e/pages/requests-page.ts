import type { Locator, Page } from '@playwright/test';

/** What callers asked for, live. */
export class RequestsPage {
  readonly table: Locator;
  /** Newest first; the header is none of them. */
  readonly rows: Locator;
  readonly filters: Locator;
  readonly pause: Locator;
  readonly resume: Locator;
  /** One request, beside the list. */
  readonly panel: Locator;

  constructor(page: Page) {
    const main = page.getByRole('main');
    this.table = main.getByRole('table', { name: 'Requests' });
    this.rows = this.table.getByRole('row').filter({ has: page.getByRole('cell') });
    this.filters = main.getByRole('search', { name: 'Filters' });
    this.pause = main.getByRole('button', { name: 'Pause' });
    this.resume = main.getByRole('button', { name: 'Resume' });
    this.panel = page.getByRole('dialog', { name: 'Request' });
  }

  /** Opens the newest one that says this. */
  async open(text: string | RegExp): Promise<void> {
    await this.rows.filter({ hasText: text }).first().getByRole('link').click();
  }

  async filter(name: string, choice: string): Promise<void> {
    await this.filters.getByRole('combobox', { name, exact: true }).selectOption({ label: choice });
  }
}
