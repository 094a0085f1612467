import { describe, expect, it } from 'vitest';
import { RecognisedKeys } from './recognised-keys.js';

describe('a value that was found to be a key', () => {
  it('is not looked up again as long as no key changes, and is as soon as one does', () => {
    const recognised = new RecognisedKeys<object, string>();
    let looked = 0;
    const look = () => {
      looked += 1;
      return 'me';
    };
    const keys = { fixed: undefined, stored: [{}] };
    expect([recognised.find('value', keys, look), recognised.find('value', keys, look), looked]).toEqual([
      'me',
      'me',
      1,
    ]);
    expect(recognised.find('value', { ...keys, stored: [] }, () => undefined)).toBeUndefined();
    expect(recognised.find('value', { ...keys, fixed: 'value' }, look)).toBe('me');
    expect(looked).toBe(2);
  });

  it('is the only one that is kept', () => {
    const recognised = new RecognisedKeys<object, string>();
    const keys = { fixed: undefined, stored: [] };
    let looked = 0;
    for (let time = 0; time < 3; time += 1) {
      recognised.find('wrong', keys, () => {
        looked += 1;
        return undefined;
      });
    }
    expect(looked).toBe(3);
  });
});
