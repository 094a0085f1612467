import OpenAI from 'openai';
import { expect, test } from './world.js';

test('a key made on the spot is in what is pasted, opens the gateway, and a trial tells who served it', async ({
  dashboard,
  page,
  world,
}) => {
  await dashboard.open('Connect');
  const program = page.getByRole('region', { name: 'Set up a program' });
  const trial = page.getByRole('region', { name: 'Try it' });
  await expect(trial.getByRole('button', { name: 'Send' })).toBeDisabled();

  const key = await test.step('the key is shown once', async () => {
    await page.getByRole('textbox', { name: 'Name of the program' }).fill('My editor');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const made = page.getByRole('group', { name: 'Your new key' });
    await expect(made).toBeVisible();
    return (await made.textContent())!.trim();
  });

  await test.step('it is in every set-up, with this gateway’s address', async () => {
    await expect(program.getByRole('group', { name: 'Into a terminal, or its start-up file' })).toContainText(key);
    await expect(program).toContainText(`ANTHROPIC_BASE_URL=${world.regrant.url}`);
    await program.getByText('Codex CLI').click();
    await expect(program.getByRole('group', { name: 'Into ~/.codex/config.toml' })).toContainText(
      `base_url = "${world.regrant.url}/v1"`,
    );
    await expect(page).toHaveURL(/client=codex-cli/);
  });

  await test.step('a program is served with it', async () => {
    const openai = new OpenAI({ apiKey: key, baseURL: `${world.regrant.url}/v1`, maxRetries: 0 });
    const answer = await openai.chat.completions.create({
      model: 'gemini-2.5-flash',
      messages: [{ role: 'user', content: 'Hello' }],
    });
    expect(answer.choices[0]?.message.content).toBeTruthy();
  });

  for (const wire of ['OpenAI chat', 'Anthropic', 'Gemini']) {
    await test.step(`the page itself is answered over ${wire}`, async () => {
      await trial.getByRole('combobox', { name: 'Protocol' }).selectOption({ label: wire });
      await expect(trial.getByRole('combobox', { name: 'Model' }).getByRole('option')).not.toHaveCount(1);
      await trial.getByRole('combobox', { name: 'Model' }).selectOption('gemini-2.5-flash');
      await trial.getByRole('textbox', { name: 'Prompt' }).fill(`Hello over ${wire}`);
      await trial.getByRole('button', { name: 'Send' }).click();
      await expect(trial.getByRole('log', { name: 'Answer' })).toContainText(/\w{3,}/);
      await expect(trial.getByRole('heading', { name: 'How it went' })).toBeVisible();
      await expect(trial.getByText(wire, { exact: true }).last()).toBeVisible();
      await expect(trial.getByRole('listitem').first()).toContainText(/\w+@example\.com/);
    });
  }

  await test.step('the key has its own row, and its value is gone', async () => {
    await dashboard.open('Keys');
    await expect(page.getByRole('main')).toContainText('My editor');
    expect(await page.content()).not.toContain(key);
  });
});

test('a wrong key is refused in words', async ({ dashboard, page }) => {
  await dashboard.open('Connect');
  const trial = page.getByRole('region', { name: 'Try it' });
  await page.getByLabel('Or a key you have').fill('rg-not-a-key-of-this-gateway');
  await expect(trial.getByText('The models could not be listed')).toBeVisible();
  await trial.getByRole('button', { name: 'Send' }).click();
  await expect(trial.getByRole('alert')).toContainText('Answered with 401');
});
