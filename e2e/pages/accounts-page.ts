import type { Locator, Page } from '@playwright/test';

/** The list of accounts: finding, selecting, and doing one thing to many. */
export class AccountsPage {
  readonly search: Locator;
  readonly cards: Locator;
  readonly rows: Locator;
  /** A button for each state that somebody is in. */
  readonly states: Locator;
  readonly toolbar: Locator;

  constructor(private readonly page: Page) {
    this.search = page.getByRole('searchbox', { name: 'Search accounts' });
    this.cards = page.getByRole('main').getByRole('article');
    this.rows = page.getByRole('table', { name: 'Accounts' }).locator('[role=row][data-status]');
    this.states = page.getByRole('group', { name: 'Filter by state' });
    this.toolbar = page.getByRole('toolbar', { name: 'Do with the selected accounts' });
  }

  async show(view: 'Cards' | 'Table'): Promise<void> {
    await this.page.getByRole('button', { name: view, exact: true }).click();
  }

  state(name: string): Locator {
    return this.states.getByRole('button', { name });
  }

  tick(email: string): Locator {
    return this.page.getByRole('checkbox', { name: `Select ${email}` });
  }

  async ask(action: string): Promise<void> {
    await this.toolbar.getByRole('button', { name: action }).click();
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }
}
