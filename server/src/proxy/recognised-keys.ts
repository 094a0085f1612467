/** All keys that a value is compared with. */
interface Keys<Stored> {
  readonly fixed: string | undefined;
  readonly stored: readonly Stored[];
}

/**
 * Who came with which value, remembered while no key changes: digesting a value and comparing it with every key costs more
 * than all else at the door. Only values that fit are kept, so there are never more of them than keys.
 */
export class RecognisedKeys<Stored, Identity> {
  #keys: Keys<Stored> = { fixed: undefined, stored: [] };
  readonly #identities = new Map<string, Identity>();

  /** @param recognise  asked when the value is not remembered; undefined for one that fits no key */
  find(value: string, keys: Keys<Stored>, recognise: () => Identity | undefined): Identity | undefined {
    if (keys.fixed !== this.#keys.fixed || keys.stored !== this.#keys.stored) this.#identities.clear();
    this.#keys = keys;
    const known = this.#identities.get(value);
    if (known) return known;
    const identity = recognise();
    if (identity) this.#identities.set(value, identity);
    return identity;
  }
}
