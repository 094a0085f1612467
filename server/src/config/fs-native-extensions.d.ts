declare module 'fs-native-extensions' {
  /** Asks for a lock of the whole file, exclusive unless said otherwise; false when another open file holds it. */
  export function tryLock(fd: number): boolean;
  /** Lets two paths trade places, in one instant where the system can (Linux, macOS). */
  export function swap(from: string, to: string): Promise<void>;
}
