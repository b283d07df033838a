// The same page over a serial line: a simulated charger behind a pseudo terminal stands for a board.
import assert from 'node:assert/strict';
import { act, gate, openPage, quiet, waitMs } from '../page.mjs';
import { Simulator } from '../simulator.mjs';

export const tests = {
  async 'shows what the line tells, types, and greys out the rest'(browser) {
    if (process.platform !== 'linux') return;
    const board = new Simulator(['run', '--pty', '--seconds', '600', '--speed', '5', '--brief']);
    const port = await board.told(/^console: (\S+)/);
    const monitor = await Simulator.start('monitor', port, '--web', '0');
    const page = await openPage(browser, monitor.url);
    await page.locator('#v-status', { hasText: 'Charging' }).waitFor({ timeout: waitMs });
    await page.waitForFunction(() => Number(document.getElementById('v-w').textContent) > 0.5, null, { timeout: waitMs });
    assert.match((await act(page, 'world', 'figures')).text, /typed: status full/);
    await gate(page, 3, true);
    await page.locator('#mark-rows', { hasText: 'CAN1' }).waitFor({ timeout: waitMs });
    assert.match(await page.locator('#trace .absent').innerText(), /central system/);
    await page.locator('#action-list [data-action="plug"]').click();
    assert.match(await page.locator('#action-form').innerText(), /Not from here: .*at the bench/);
    await page.locator('#console-line').fill('show bms');
    await page.locator('#console-line').press('Enter');
    await page.locator('#console-rows', { hasText: 'bms: limit' }).waitFor({ timeout: waitMs });
    assert.match((await act(page, 'world', 'emergency stop')).text, /typed: stop/);
    await act(page, 'world', 'status');
    await gate(page, 10, false);
    await page.waitForFunction(() => document.getElementById('v-status').textContent !== 'Charging', null, { timeout: waitMs });
    quiet(page);
  },
};
