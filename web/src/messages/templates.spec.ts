import { describe, expect, it } from 'vitest';
import { parse } from 'vue/compiler-sfc';

const COMPONENTS = import.meta.glob<string>('../**/*.vue', { query: '?raw', import: 'default', eager: true });

/** Attributes that a person reads or hears. */
const SPOKEN =
  /^(aria-label|aria-description|aria-roledescription|aria-valuetext|title|placeholder|alt|label|description|text|help|hint)$/;

/** As the compiler numbers the nodes of a template. */
const ELEMENT = 1;
const TEXT = 2;
const INTERPOLATION = 5;
const ATTRIBUTE = 6;
const DIRECTIVE = 7;

interface Node {
  readonly type: number;
  readonly name?: string;
  readonly rawName?: string;
  readonly content?: string | Node;
  readonly value?: { readonly content: string };
  readonly exp?: { readonly content?: string };
  readonly children?: readonly Node[];
  readonly props?: readonly Node[];
}

const hasWords = (text: string): boolean => /\p{L}/u.test(text);

/** Names of programs and models, as examples of what to type. */
const NAME = /^(Claude Code|(claude|gemini|gpt)-[\w.*-]+)$/;

/** The words in quotes that an expression may come to: alone, or a branch; keys and arguments are no words. */
function wordsIn(expression: string): string[] {
  const spoken = expression.replace(/\[[^\]]*\]/g, '');
  return [...spoken.matchAll(/(?:^|[?:|&+])\s*'([^']*)'/g)].map(([, words]) => words ?? '').filter(hasWords);
}

function wordsOfProp(prop: Node): string[] {
  if (prop.type === ATTRIBUTE) {
    const text = prop.value?.content ?? '';
    return SPOKEN.test(prop.name ?? '') && hasWords(text) && !NAME.test(text) ? [`${prop.name}="${text}"`] : [];
  }
  if (prop.type !== DIRECTIVE) return [];
  const name = (prop.rawName ?? '').replace(/^(:|v-bind:)/, '');
  return SPOKEN.test(name) || prop.name === 'text' ? wordsIn(prop.exp?.content ?? '') : [];
}

function wordsOf(node: Node): string[] {
  if (node.type === TEXT)
    return typeof node.content === 'string' && hasWords(node.content) ? [node.content.trim()] : [];
  if (node.type === INTERPOLATION) return wordsIn((node.content as Node & { content: string }).content);
  const props = node.type === ELEMENT ? (node.props ?? []).flatMap(wordsOfProp) : [];
  return [...props, ...(node.children ?? []).flatMap(wordsOf)];
}

function wordsOfComponent(source: string): string[] {
  const ast = parse(source).descriptor.template?.ast;
  return ast ? wordsOf(ast as unknown as Node) : [];
}

describe('the templates', () => {
  it('say nothing but what the messages say', () => {
    const found = Object.entries(COMPONENTS).flatMap(([path, source]) =>
      wordsOfComponent(source).map((words) => `${path}: ${words}`),
    );
    expect(Object.keys(COMPONENTS).length).toBeGreaterThan(30);
    expect(found).toEqual([]);
  });

  it.each([
    ['<p>Close</p>', ['Close']],
    ['<p><b>{{ t.a }}</b> of</p>', ['of']],
    ['<p v-if="a">닫기</p>', ['닫기']],
    ['<button aria-label="Close" />', ['aria-label="Close"']],
    ['<button :title="open ? \'Close\' : t.open" />', ['Close']],
    ["<p>{{ count === 1 ? 'one' : count }}</p>", ['one']],
    [
      "<p :class=\"a ? 'b' : 'c'\" aria-live=\"polite\">{{ t.words[x ?? 'y'] }} · {{ t.b['key'] }} {{ word('key') }}</p>",
      [],
    ],
  ])('would be caught with words of their own: %s', (template, words) => {
    expect(wordsOfComponent(`<template>${template}</template>`)).toEqual(words);
  });
});
