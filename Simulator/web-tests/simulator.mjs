// A command of the simulator in a process of its own.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repository } from './browser.mjs';

const startLimitMs = 120_000, endLimitMs = 20_000;
const running = new Set();
const program = join(repository, 'Simulator', 'bin', 'desktop', 'Debug', 'net10.0', 'Simulator.dll');

/** Builds it once, so that no test waits for a compiler. */
export function build() {
  const made = spawnSync('dotnet', ['build', '-v', 'q', join(repository, 'Simulator')], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`the simulator does not build:\n${made.stdout ?? made.error}`);
}

export class Simulator {
  /** Starts a command and waits for the line that has this before what is wanted: "page: http://...". */
  static async start(...args) {
    const simulator = new Simulator(args);
    simulator.url = await simulator.told(/(?:^|\s)page: (http[^\s;]+)/);
    return simulator;
  }

  constructor(args) {
    this.lines = [];
    this.watchers = new Set();
    this.process = spawn('dotnet', [program, ...args], { cwd: repository, stdio: ['pipe', 'pipe', 'pipe'] });
    running.add(this);
    for (const stream of [this.process.stdout, this.process.stderr]) createInterface({ input: stream }).on('line', line => {
      this.lines.push(line);
      if (this.lines.length > 5000) this.lines.shift();
      for (const watch of this.watchers) watch(line);
    });
    this.ended = new Promise(resolve => this.process.on('exit', code => { running.delete(this); resolve(code); }));
  }

  /** The first group of a line that it has told or tells. */
  told(pattern) {
    const before = this.lines.map(l => pattern.exec(l)).find(m => m);
    if (before) return Promise.resolve(before[1]);
    return new Promise((resolve, reject) => {
      const fail = why => { this.watchers.delete(watch); reject(new Error(`${why}, no line ${pattern}; last lines:\n${this.lines.slice(-5).join('\n')}`)); };
      const limit = setTimeout(() => fail('too late'), startLimitMs);
      const watch = line => {
        const match = pattern.exec(line);
        if (!match) return;
        clearTimeout(limit);
        this.watchers.delete(watch);
        resolve(match[1]);
      };
      this.watchers.add(watch);
      this.ended.then(code => { clearTimeout(limit); fail(`it ended with ${code}`); });
    });
  }

  /** Ctrl-C; its exit code. */
  async stop() {
    this.process.kill('SIGINT');
    const limit = setTimeout(() => this.process.kill('SIGKILL'), endLimitMs);
    const code = await this.ended;
    clearTimeout(limit);
    return code;
  }
}

/** Ends what a failed test left behind. */
export async function stopAll() {
  for (const simulator of [...running]) await simulator.stop();
}
