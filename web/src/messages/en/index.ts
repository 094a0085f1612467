import { accountsMessages } from './accounts.js';
import { accountListMessages } from './account-list.js';
import { accountDetailMessages } from './account-detail.js';
import { importMessages } from './import.js';
import { addMessages } from './add.js';
import { feedMessages } from './feed.js';
import { frameMessages } from './frame.js';
import { overviewMessages } from './overview.js';
import { helpMessages } from './help.js';
import { notificationsMessages } from './notifications.js';
import { paletteMessages } from './palette.js';
import { welcomeMessages } from './welcome.js';
import { pagesMessages } from './pages.js';
import { sessionMessages } from './session.js';
import { setupMessages } from './setup.js';
import { keysMessages } from './keys.js';
import { chartsMessages } from './charts.js';
import { settingsMessages } from './settings.js';
import { requestsMessages } from './requests.js';
import { usageMessages } from './usage.js';
import { connectMessages } from './connect.js';
import { dayMessages } from './day.js';
import { sandboxMessages } from './sandbox.js';
import { problemsMessages } from './problems.js';

/**
 * Every text of the dashboard, in English. Another language is another object of this shape; the type makes a
 * missing text an error. Functions take what varies, because languages differ in word order and plurals.
 */
export const english = {
  locale: 'en',
  justNow: 'just now',
  product: 'Regrant',
  ...helpMessages,
  ...notificationsMessages,
  ...paletteMessages,
  ...welcomeMessages,
  ...pagesMessages,
  ...frameMessages,
  ...sessionMessages,
  ...overviewMessages,
  ...accountsMessages,
  ...accountListMessages,
  ...accountDetailMessages,
  ...importMessages,
  ...addMessages,
  ...feedMessages,
  ...setupMessages,
  ...keysMessages,
  ...chartsMessages,
  ...settingsMessages,
  ...requestsMessages,
  ...usageMessages,
  ...connectMessages,
  ...dayMessages,
  ...sandboxMessages,
  ...problemsMessages,
};

/** The shape that every language has. */
export type Messages = typeof english;
