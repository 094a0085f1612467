import './no-inspector.js';
import './keep-compiled.js';

// Not before: what is linked into this file is compiled before its first line runs.
await import('./serve.js');
