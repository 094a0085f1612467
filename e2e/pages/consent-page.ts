import { expect, type Page } from '@playwright/test';

/** The page of the authorization server on which a person chooses who to be, and allows or refuses. */
export class ConsentPage {
  constructor(private readonly page: Page) {}

  /** Everybody on the page, in its order: who was asked for comes first. */
  people(): Promise<readonly string[]> {
    return this.page.locator('button[name=person]').allTextContents();
  }

  async allowAs(email: string): Promise<void> {
    await this.#isOpen();
    await this.page.getByRole('button', { name: email }).click();
  }

  async cancel(): Promise<void> {
    await this.#isOpen();
    await this.page.getByRole('button', { name: 'Cancel' }).click();
  }

  async #isOpen(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: 'Choose an account' })).toBeVisible();
  }
}
