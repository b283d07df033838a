// The figures' group in docs/figures.md; the other groups stay as they are.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, type } from 'node:os';

const command = 'node Simulator/web-tests/run.mjs';

export function writeFigures(path, figures) {
  const lines = Object.entries(figures).map(([name, value]) => `${name}=${value}`);
  const machine = `${cpus().length} cores, ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${type()} ${release()}, Node ${process.versions.node}`;
  const group = `## web\n\nBy \`${command}\` on ${machine}.\n\n\`\`\`\n${lines.join('\n')}\n\`\`\`\n`;
  const [head, ...groups] = readFileSync(path, 'utf8').split(/^(?=## )/m).map(g => g.trimEnd() + '\n');
  const all = [...groups.filter(g => !g.startsWith('## web\n')), group].sort((a, b) => (a < b ? -1 : 1));
  writeFileSync(path, [head, ...all].join('\n'));
}
