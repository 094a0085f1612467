import '../no-inspector.js';
import { runCommand } from './run.js';

const code = await runCommand(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  // npm changes to the folder of package.json, but says where it was called.
  folder: process.env['INIT_CWD'] ?? process.cwd(),
});

// Whatever still holds the process open (a keep-alive socket) has nothing more to do; what was printed is let out first.
process.stdout.write('', () => process.exit(code));
