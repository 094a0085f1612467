import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

import type { Plugin } from 'vite';

const WORTH_IT = new Set(['.css', '.html', '.js', '.json', '.svg']);
/** A smaller file fits into one packet either way. */
const LEAST_BYTES = 1024;
/** The best there is takes ten times as long, for two percent. */
const BROTLI_QUALITY = 9;

const compress = {
  br: (content: Buffer) =>
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gz: (content: Buffer) => promisify(gzip)(content, { level: 9 }),
};

/**
 * Puts a compressed copy beside every file of the build that is worth it. The server hands out the copies as they are:
 * a first visit waits for no compressor, and a Regrant that is reached over a slow line is still quick.
 */
export function precompress(): Plugin {
  let outDir = '';
  return {
    name: 'regrant:precompress',
    apply: 'build',
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      handler: async (error?: Error) => {
        if (error) return;
        const files = await readdir(outDir, { recursive: true, withFileTypes: true });
        const worth = files.filter((file) => file.isFile() && WORTH_IT.has(extname(file.name)));
        await Promise.all(worth.map((file) => compressFile(join(file.parentPath, file.name))));
      },
    },
  };
}

async function compressFile(path: string): Promise<void> {
  const content = await readFile(path);
  if (content.length < LEAST_BYTES) return;
  await writeFile(`${path}.br`, await compress.br(content));
  await writeFile(`${path}.gz`, await compress.gz(content));
}
