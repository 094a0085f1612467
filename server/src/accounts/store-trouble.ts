/** Something about the accounts folder that a person should know; nothing was lost, and trying goes on by itself. */
export interface StoreTrouble {
  /**
   * `unreachable`: the folder is gone or replaced, accounts stay as they are in memory; `reachable`: it is back;
   * `quarantine-failed`: no copy of a damaged file could be made; `watch-failed`: changes are found by looking only;
   * `change-lost`: somebody's change of a file met one of ours at the same instant, and the disk failed then;
   * `sealing-failed`: tokens are not yet stored as they should be, encrypted or plain.
   */
  readonly kind: 'unreachable' | 'reachable' | 'quarantine-failed' | 'watch-failed' | 'change-lost' | 'sealing-failed';
  readonly message: string;
  readonly cause?: unknown;
}

export type TroubleListener = (trouble: StoreTrouble) => void;
