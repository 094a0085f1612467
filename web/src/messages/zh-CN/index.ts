import type { Messages } from '../en/index.js';
import { accountsMessages } from './accounts.js';
import { accountListMessages } from './account-list.js';
import { accountDetailMessages } from './account-detail.js';
import { importMessages } from './import.js';
import { addMessages } from './add.js';
import { feedMessages } from './feed.js';
import { frameMessages } from './frame.js';
import { overviewMessages } from './overview.js';
import { sessionMessages } from './session.js';
import { setupMessages } from './setup.js';
import { helpMessages } from './help.js';
import { notificationsMessages } from './notifications.js';
import { paletteMessages } from './palette.js';
import { welcomeMessages } from './welcome.js';
import { pagesMessages } from './pages.js';
import { keysMessages } from './keys.js';
import { chartsMessages } from './charts.js';
import { settingsMessages } from './settings.js';
import { requestsMessages } from './requests.js';
import { usageMessages } from './usage.js';
import { connectMessages } from './connect.js';
import { dayMessages } from './day.js';
import { sandboxMessages } from './sandbox.js';
import { problemsMessages } from './problems.js';

/** The dashboard in this language. */
export const chinese: Messages = {
  locale: 'zh-CN',
  justNow: '刚刚',
  product: 'Regrant',
  ...accountsMessages,
  ...accountListMessages,
  ...accountDetailMessages,
  ...importMessages,
  ...addMessages,
  ...feedMessages,
  ...frameMessages,
  ...overviewMessages,
  ...sessionMessages,
  ...setupMessages,
  ...helpMessages,
  ...notificationsMessages,
  ...paletteMessages,
  ...welcomeMessages,
  ...pagesMessages,
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
