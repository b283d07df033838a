// The simulator's page in a headless Chromium: node Simulator/web-tests/run.mjs [--only WORD] [--screenshot FILE] [--write-docs FILE]
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Missing, openBrowser } from './browser.mjs';
import { writeFigures } from './figures.mjs';
import { build, stopAll } from './simulator.mjs';
import * as actions from './tests/actions.mjs';
import * as board from './tests/board.mjs';
import * as central from './tests/central.mjs';
import * as charger from './tests/charger.mjs';
import * as hostile from './tests/hostile.mjs';
import * as keyboard from './tests/keyboard.mjs';
import * as looks from './tests/looks.mjs';
import * as restart from './tests/restart.mjs';

const suites = { charger, actions, looks, keyboard, hostile, restart, board, central };

function option(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? null : process.argv[at + 1] ?? fail(`${name} needs a value`);
}

function fail(why) {
  console.error(`error: ${why}`);
  process.exit(2);
}

async function main() {
  const only = option('--only'), screenshot = option('--screenshot'), docs = option('--write-docs');
  let browser;
  try {
    browser = await openBrowser();
  } catch (e) {
    if (e instanceof Missing) fail(e.message);
    throw e;
  }
  build();
  if (screenshot) mkdirSync(dirname(screenshot), { recursive: true });
  const report = { passed: 0, failed: [], figures: {}, screenshot };
  for (const [suite, { tests }] of Object.entries(suites)) {
    for (const [name, test] of Object.entries(tests)) {
      if (only && !`${suite}: ${name}`.includes(only)) continue;
      await play(`${suite}: ${name}`, test, browser, report);
    }
  }
  await browser.close();
  for (const [name, value] of Object.entries(report.figures)) console.log(`${name}=${value}`);
  if (docs && report.failed.length === 0) writeFigures(docs, report.figures);
  console.log(`${report.passed} passed, ${report.failed.length} failed`);
  process.exitCode = report.failed.length > 0 || report.passed === 0 ? 1 : 0;
}

async function play(name, test, browser, report) {
  const begun = Date.now();
  try {
    await test(browser, report);
    report.passed++;
    console.log(`ok      ${name}, ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  } catch (e) {
    report.failed.push(name);
    console.log(`FAILED  ${name}\n${e.stack}`);
  } finally {
    for (const context of browser.contexts()) await context.close();
    await stopAll();
  }
}

await main();
