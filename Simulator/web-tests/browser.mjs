// Finds what the tests need and says what to install where it is missing.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const folder = dirname(fileURLToPath(import.meta.url));
export const repository = join(folder, '..', '..');

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'C:/Program Files/Google/Chrome/Application/chrome.exe'];

/** A site whose name leads to this machine. */
export const rebound = 'rebound.example';

export class Missing extends Error {}

function chromium() {
  const named = process.env.CHROMIUM;
  if (named && !existsSync(named)) throw new Missing(`CHROMIUM names '${named}', which is not there`);
  const found = named ?? usual.find(existsSync);
  if (!found) throw new Missing('Chromium is needed: apt-get install chromium (Debian), or set CHROMIUM to the path of Chromium or Chrome');
  return found;
}

/** Starts a headless Chromium; the package that drives it is installed once, as the lock file has it. */
export async function openBrowser() {
  const executablePath = chromium();
  if (!existsSync(join(folder, 'node_modules', 'playwright-core'))) {
    const npm = spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
    if (npm.error) throw new Missing(`npm is needed, which comes with Node.js 20 or later: ${npm.error.message}`);
    if (npm.status !== 0) throw new Missing(`'npm ci' in ${folder} ended with ${npm.status}: ${npm.stderr}`);
  }
  const { chromium: driver } = await import('playwright-core');
  // The sandbox needs rights that containers do not give; the pages are our own.
  // A name of another site that points to this machine, as after DNS rebinding.
  return driver.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', `--host-resolver-rules=MAP ${rebound} 127.0.0.1`] });
}
