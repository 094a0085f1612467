import type { Messages } from '../en/index.js';
import { english } from '../en/index.js';
import { pagesMessages } from './pages.js';

/** The dashboard in this language. */
export const french: Messages = {
  ...english,
  locale: 'fr',
  ...pagesMessages,
};
