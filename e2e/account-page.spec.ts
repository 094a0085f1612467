import { ALICE, BOB, expect, test } from './world.js';

test('the page of an account tells its story, live, and why it is or is not chosen', async ({
  dashboard,
  page,
  world,
}) => {
  await world.callers.askInTurn(['one', 'two', 'three']);
  await dashboard.open('Accounts');
  await page.getByRole('link', { name: `Details of ${ALICE}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: ALICE })).toBeVisible();

  const standing = page.getByRole('region', { name: 'Is it chosen now?' });
  const history = page.getByRole('region', { name: 'History' });
  await expect(standing).toContainText('Yes: it can serve.');
  await expect(page.getByRole('region', { name: 'Grant', exact: true })).toContainText('use the Gemini API');
  await expect(page.getByRole('region', { name: 'Usage' }).getByRole('img')).toBeVisible();

  await page.getByRole('button', { name: `Pause ${ALICE}` }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).fill('kept for the weekend');
  await page.keyboard.press('Enter');
  await expect(standing).toContainText('No: you have paused it.');
  await expect(history).toContainText('kept for the weekend');
  await page.getByRole('button', { name: `Resume ${ALICE}` }).click();
  await expect(standing).toContainText('Yes: it can serve.');

  await world.disable(ALICE);
  await expect(standing).toContainText('No: its grant is dead.');
  await expect(history).toContainText('Disabled: the grant died');
  await expect(page.getByRole('link', { name: `Re-authorise ${ALICE}` })).toBeVisible();
});

test('label, priority and project are set on the page of an account; the project from its own list', async ({
  dashboard,
  page,
  world,
}) => {
  const bob = world.idOf(BOB);
  await dashboard.open('Accounts');
  await page.getByRole('link', { name: `Details of ${BOB}` }).click();
  const settings = page.getByRole('region', { name: 'Settings of this account' });
  await settings.getByRole('textbox', { name: 'Label' }).fill('Night shift');
  await settings.getByRole('textbox', { name: 'Priority' }).fill('7');
  await settings.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dashboard.notice(`${BOB} was saved`)).toBeVisible();
  await expect
    .poll(() => world.admin.get(`/api/accounts/${bob}`))
    .toMatchObject({
      custom_label: 'Night shift',
      priority: 7,
    });

  await settings.getByRole('button', { name: 'Choose from the projects of this account' }).click();
  await settings
    .getByRole('combobox', { name: 'Projects of this account' })
    .selectOption({ label: 'Bob Baker: lab (bob-lab)' });
  await settings.getByRole('button', { name: 'Save the project' }).click();
  await expect(dashboard.notice('Project bob-lab was saved')).toBeVisible();
  expect((await world.files.read(bob)).token).toMatchObject({ project_id: 'bob-lab' });
});

test('a project that cannot be listed can be typed, and Google’s page is a click away', async ({
  dashboard,
  page,
  world,
}) => {
  world.sandbox.resourceManager.faults.next = {
    status: 403,
    body: {
      error: {
        code: 403,
        status: 'PERMISSION_DENIED',
        message: 'Cloud Resource Manager API has not been used in project 1 before or it is disabled.',
        details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'SERVICE_DISABLED' }],
      },
    },
  };
  await dashboard.open('Accounts');
  await page.getByRole('link', { name: `Details of ${BOB}` }).click();
  const settings = page.getByRole('region', { name: 'Settings of this account' });
  await settings.getByRole('button', { name: 'Choose from the projects of this account' }).click();
  await expect(settings.getByRole('alert')).toContainText('Cloud Resource Manager API is switched off');
  await expect(settings.getByRole('link', { name: 'Open Google’s page' })).toHaveAttribute(
    'href',
    /^https:\/\/console\.cloud\.google\.com\//,
  );
  await settings.getByRole('textbox', { name: 'Project ID' }).fill('typed-project');
  await settings.getByRole('button', { name: 'Save the project' }).click();
  await expect(dashboard.notice('Project typed-project was saved')).toBeVisible();
});
