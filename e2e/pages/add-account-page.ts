import type { Locator, Page } from '@playwright/test';

/** Where accounts come in. */
export class AddAccountPage {
  readonly signIn: Locator;
  readonly byToken: Locator;

  constructor(page: Page) {
    this.signIn = page.getByRole('main').getByRole('link', { name: 'Sign in with Google' });
    this.byToken = page.getByRole('region', { name: 'With a refresh token' });
  }

  /** Pastes a refresh token and sends it. */
  async give(refreshToken: string): Promise<void> {
    await this.byToken.getByRole('textbox', { name: 'Refresh token' }).fill(refreshToken);
    await this.byToken.getByRole('button', { name: 'Add account' }).click();
  }

  /** What came of it, in words. */
  get success(): Locator {
    return this.byToken.getByRole('status');
  }

  get refusal(): Locator {
    return this.byToken.getByRole('alert');
  }
}
