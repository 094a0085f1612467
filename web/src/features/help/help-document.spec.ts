import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { LANGUAGES } from '../../messages/languages.js';
import { documentPathOf, helpDocument } from './help-document.js';

const fromRoot = (path: string) => join(dirname(fileURLToPath(import.meta.url)), '../../../..', path);

describe.each(LANGUAGES)('the document on invalid_grant in $name', ({ code, load }) => {
  // Written anew by `npx vitest run -u web/src/features/help`.
  it('says what the help page says', async () => {
    const document = helpDocument(await load(), LANGUAGES, code);
    await expect(document).toMatchFileSnapshot(fromRoot(documentPathOf(code)));
  });

  it('leads to every other language', async () => {
    const document = helpDocument(await load(), LANGUAGES, code);
    const linked = LANGUAGES.filter((other) =>
      document.includes(`](${documentPathOf(other.code).slice('docs/'.length)})`),
    );
    expect(linked.map((other) => other.code)).toEqual(
      LANGUAGES.flatMap((other) => (other.code === code ? [] : [other.code])),
    );
  });
});
