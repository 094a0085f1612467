import { availableParallelism, loadavg } from 'node:os';

/** How many times longer than alone everything takes on this machine just now; 1 on a quiet one. */
export const overbooked = (): number => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
