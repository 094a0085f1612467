import { expect, it } from 'vitest';
import { ServedModels } from './served-models.js';

it('remembers what was served, and only so much of it', () => {
  const models = new ServedModels(2);
  for (const model of ['one', 'two', 'two', 'three']) models.add(model);
  expect(['one', 'two', 'three', 'four'].map((model) => models.has(model))).toEqual([false, true, true, false]);
});
