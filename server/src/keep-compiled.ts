import module from 'node:module';
import { fileURLToPath } from 'node:url';

/** From Node 22.1 on. */
type Compiling = typeof module & { readonly enableCompileCache?: (directory: string) => unknown };

/**
 * Lets V8 keep what it compiles for the next start, which takes a third less then. Beside the program, where a new build
 * takes it away, and not in a folder that is everybody's: whoever can write there decides what runs here. Where nothing
 * can be written, nothing is kept.
 */
const { enableCompileCache } = module as Compiling;
enableCompileCache?.(fileURLToPath(new URL('./.compiled', import.meta.url)));
