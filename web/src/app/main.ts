import './theme.css';

import { config as zodConfig } from 'zod';

// zod would compile its checks with `new Function`, which the server's Content-Security-Policy rightly forbids. It
// decides when a schema is made, so the rest of the app is loaded only after this is said.
zodConfig({ jitless: true });

void import('./start.js').then(({ start }) => start());
