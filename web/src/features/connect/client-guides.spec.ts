import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import type { Snippet } from './client-guide.js';
import { programGuides } from './program-guides.js';
import { sdkGuides } from './sdk-guides.js';

/** As docs/clients/ writes them. */
const IN_DOCS = { url: 'http://localhost:8045', key: '$REGRANT_KEY' };
const FACTS = { url: 'https://regrant.example:8443', key: 'rg-0123456789abcdef' };

const guidesWith = (facts: typeof FACTS) => [...programGuides(facts), ...sdkGuides(facts)];
const snippetsOf = (facts: typeof FACTS) =>
  guidesWith(facts).flatMap(({ id, page, ways }) =>
    ways.flatMap((way) => way.snippets.map((snippet) => ({ name: `${id}/${way.id}`, page, snippet }))),
  );

const PAGES = import.meta.glob<string>('../../../../docs/clients/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

function docsPage(page: string): string {
  const text = PAGES[`../../../../docs/clients/${page}`];
  if (text === undefined) throw new Error(`There is no docs/clients/${page}`);
  return text;
}

/** The values that a snippet sets: what must not differ from what the documentation tells people to set. */
function settingsIn({ language, code }: Snippet): readonly string[] {
  switch (language) {
    case 'sh':
      // Exporting the key itself is what all pages take for granted; curl is compared as a whole.
      return code.startsWith('curl') ? [] : code.split('\n').filter((line) => !line.startsWith('export REGRANT_KEY'));
    case 'toml':
      return code.split('\n').filter((line) => line !== '');
    case 'json':
      return [...code.matchAll(/"(?:npm|baseURL|apiKey|\$schema|model)": "[^"]*"/g)].map(([pair]) => pair);
    case 'ts':
      return code.split('\n').filter((line) => /^(?:import|const (?:client|gemini|httpOptions))/.test(line));
    case 'python':
      return [];
  }
}

/** Whether every bracket and quote that is opened is closed, in its turn. */
function isBalanced(code: string): boolean {
  const open: string[] = [];
  const pairs: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
  let quote: string | undefined;
  for (const sign of code) {
    if (quote !== undefined) quote = sign === quote ? undefined : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if ('([{'.includes(sign)) open.push(sign);
    else if (sign in pairs && open.pop() !== pairs[sign]) return false;
  }
  return quote === undefined && open.length === 0;
}

/** @returns what is wrong with it; empty when nothing is */
function flawsOf({ language, code }: Snippet): readonly unknown[] {
  switch (language) {
    case 'json':
      return typeof JSON.parse(code) === 'object' ? [] : ['not an object'];
    case 'toml':
      return code.split('\n').filter((line) => !/^(?:|\[[\w.]+\]|\w+ = "[^"]*")$/.test(line));
    case 'ts':
      return ts.transpileModule(code, { reportDiagnostics: true }).diagnostics ?? [];
    case 'python':
      return isBalanced(code) && !code.includes('\t') ? [] : [code];
    case 'sh': {
      const body = /-d '(.*)'$/.exec(code)?.[1];
      if (body !== undefined) return typeof JSON.parse(body) === 'object' && isBalanced(code) ? [] : [code];
      return code.split('\n').filter((line) => !/^export [A-Z_]+=(?:[^\s"']+|"[^"]+")$/.test(line));
    }
  }
}

describe('the snippets of the connect page', () => {
  it.each(snippetsOf(FACTS))('$name is well formed', ({ snippet }) => {
    expect(flawsOf(snippet)).toEqual([]);
  });

  it.each(snippetsOf(IN_DOCS))('$name says what docs/clients/$page says', ({ page, snippet }) => {
    // The order of words in a command or an object may differ; what is set may not.
    const said = docsPage(page).replaceAll(/\s+/g, ' ').replaceAll('https://regrant.example', IN_DOCS.url);
    const missing = settingsIn(snippet)
      .filter((line) => !said.includes(line.replaceAll(/\s+/g, ' ')))
      .filter((line) => !isAlternative(line, said));
    expect(missing).toEqual([]);
  });

  it('ask the same address in every language of an SDK, and the one that the documentation gives', () => {
    for (const { id, ways } of sdkGuides(IN_DOCS)) {
      const [curl, typescript, python] = ways.map((way) => way.snippets.at(-1)?.code ?? '');
      const base = /base(?:URL|Url): '([^']+)'/.exec(typescript ?? '')?.[1];
      expect([id, base]).toEqual([id, /base_url"?[=:] ?"([^"]+)"/.exec(python ?? '')?.[1]]);
      expect([id, curl?.startsWith(`curl ${base}`)]).toEqual([id, true]);
      if (id === 'anthropic') expect(docsPage('sdks.md')).toContain(curl);
    }
  });

  it('have the address and the key in them, and a key in no program text', () => {
    for (const { name, snippet } of snippetsOf(FACTS)) {
      const isCode = snippet.language === 'ts' || snippet.language === 'python';
      if (isCode) expect([name, snippet.code.includes(FACTS.key)]).toEqual([name, false]);
      expect([name, /localhost|\$REGRANT_KEY/.test(snippet.code)]).toEqual([name, false]);
    }
    for (const { id, ways } of guidesWith(FACTS)) {
      for (const way of ways) {
        const all = JSON.stringify([way.snippets, way.fields]);
        expect([id, way.id, all.includes(FACTS.url), all.includes(FACTS.key)]).toEqual([id, way.id, true, true]);
      }
    }
  });

  it('are there for every page of the documentation', () => {
    const index = docsPage('README.md');
    const pages = new Set([...index.matchAll(/\]\(\.\/([\w-]+\.md)\)/g)].map(([, page]) => page));
    expect(new Set(guidesWith(FACTS).map(({ page }) => page))).toEqual(pages);
  });
});

/** A choice that the documentation tells in a table or a comment: both halves are there. */
function isAlternative(line: string, said: string): boolean {
  const pair = /^(?:"(npm|baseURL)": "|export (AGY_LLM_GATEWAY_WIRE_PROTOCOL)=)([^"]+)"?$/.exec(line);
  const [, member, variable, value = ''] = pair ?? [];
  return pair !== null && said.includes(member ?? variable ?? '') && said.includes(value);
}
