import { accountsMessages } from './accounts.js';
import { addMessages } from './add.js';
import { feedMessages } from './feed.js';
import { frameMessages } from './frame.js';
import { overviewMessages } from './overview.js';
import { pagesMessages } from './pages.js';
import { sessionMessages } from './session.js';
import { setupMessages } from './setup.js';

/**
 * Every text of the dashboard, in English. Another language is another object of this shape; the type makes a
 * missing text an error. Functions take what varies, because languages differ in word order and plurals.
 */
export const english = {
  locale: 'en',
  justNow: 'just now',
  product: 'Regrant',
  ...pagesMessages,
  ...frameMessages,
  ...sessionMessages,
  ...overviewMessages,
  ...accountsMessages,
  ...addMessages,
  ...feedMessages,
  ...setupMessages,
};

/** The shape that every language has. */
export type Messages = typeof english;
