import type { Locator, Page } from '@playwright/test';

export type Status = 'Ready' | 'Disabled' | 'Paused';

/** One account on the accounts page. */
export class AccountRow {
  readonly root: Locator;
  readonly reauthorise: Locator;
  readonly pause: Locator;
  readonly resume: Locator;

  constructor(page: Page, email: string) {
    this.root = page.getByRole('main').getByRole('article', { name: email });
    this.reauthorise = this.root.getByRole('link', { name: `Re-authorise ${email}` });
    this.pause = this.root.getByRole('button', { name: `Pause ${email}` });
    this.resume = this.root.getByRole('button', { name: `Resume ${email}` });
  }

  status(status: Status): Locator {
    return this.root.getByText(status, { exact: true });
  }
}
