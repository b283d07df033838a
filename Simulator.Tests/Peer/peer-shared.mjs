// What both peers have alike: events as JSON lines, usual answers of a central system, commands as JSON lines.
import readline from 'node:readline';

export const say = (event, rest = {}) => process.stdout.write(JSON.stringify({ event, ...rest }) + '\n');

const ids = {};
let boot = { status: 'Accepted', interval: 300 };
let transactions = 0;

const now = () => new Date().toISOString();
const idTagInfo = (idTag) => ids[idTag] ?? { status: 'Accepted' };

/** The answer to each action of a charge point, made from its request. */
export const usual = {
  BootNotification: () => ({ ...boot, currentTime: now() }),
  Heartbeat: () => ({ currentTime: now() }),
  Authorize: ({ idTag }) => ({ idTagInfo: idTagInfo(idTag) }),
  StartTransaction: ({ idTag }) => ({ idTagInfo: idTagInfo(idTag), transactionId: ++transactions }),
  StopTransaction: ({ idTag }) => (idTag === undefined ? {} : { idTagInfo: idTagInfo(idTag) }),
  MeterValues: () => ({}),
  StatusNotification: () => ({}),
  DataTransfer: () => ({ status: 'Accepted' }),
  DiagnosticsStatusNotification: () => ({}),
  FirmwareStatusNotification: () => ({}),
};

/** Carries commands out until the input ends: the peer's own beside those that change the usual answers. */
export function obey(own) {
  const commands = {
    boot: ({ status, interval }) => { boot = { status, interval }; },
    id: ({ idTag, info }) => { ids[idTag] = info; },
    end: () => process.exit(0),
    ...own,
  };
  readline.createInterface({ input: process.stdin })
    .on('line', async (line) => {
      const { command, ...rest } = JSON.parse(line);
      try {
        await commands[command](rest);
        if (command !== 'call') say('done', { command });
      } catch (error) {
        say('refused', { command, error: error.message });
      }
    })
    // The test that started this has gone.
    .on('close', () => process.exit(0));
}
