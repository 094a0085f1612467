import { spawnSync } from 'node:child_process';

/** Whether this machine lets us mount something for a process of ours alone. */
export const hasOwnMounts = (): boolean =>
  spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/tmp']).status === 0;

/** Runs a program in a place of its own, made by a few lines of shell; what they mount, nobody else sees. */
export const insideOwnMounts = (script: string, output = ''): readonly string[] => [
  'unshare',
  '-rm',
  'sh',
  '-c',
  `${script} && exec "$@" ${output}`,
  'sh',
];
