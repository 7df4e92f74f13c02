// Runs after `npm ci` and before `npm pack`: compiles src/ to build/, bundles it, and lets `npx newsletter` find this very copy.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, bundleForBrowsers } from './bundle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
if (compile()) await makeBundle();
linkCommand();

// Types are checked by `npm test`; a type error must not break an installation, nor must types that --omit=dev leaves out.
function compile() {
  const require = createRequire(import.meta.url);
  let compiler;
  try {
    compiler = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  } catch {
    console.warn('newsletter: TypeScript is not installed (--omit=dev?), so build/ is left as it is.');
    return false;
  }
  const options = ['-p', join(root, 'tsconfig.build.json'), '--noCheck', '--types', ''];
  execFileSync(process.execPath, [compiler, ...options], { stdio: 'inherit' });
  return true;
}

// Without the bundle the program starts more slowly, and archives have no search; it is the same otherwise.
async function makeBundle() {
  try {
    await bundle();
    await bundleForBrowsers();
  } catch (error) {
    console.warn(
      `newsletter: not bundled, so it starts from build/ as it is, more slowly, and archives have no search: ${error.message}`,
    );
  }
}

function linkCommand() {
  const commands = join(root, 'node_modules', '.bin');
  if (!existsSync(join(root, 'node_modules'))) return;
  mkdirSync(commands, { recursive: true });
  const link = join(commands, 'newsletter');
  rmSync(link, { force: true });
  chmodSync(join(root, 'bin', 'newsletter.js'), 0o755);
  if (process.platform === 'win32') {
    writeFileSync(`${link}.cmd`, '@node "%~dp0\\..\\..\\bin\\newsletter.js" %*\r\n');
  } else {
    symlinkSync(join('..', '..', 'bin', 'newsletter.js'), link);
  }
}
