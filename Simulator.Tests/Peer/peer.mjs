// Plays one end of OCPP-J with ocpp-rpc in strict mode. Events go out as JSON lines, commands come in as JSON lines:
//   node peer.mjs server            a central system on 127.0.0.1, port told by the event "listening"
//   node peer.mjs client URL ID     a charge point
import readline from 'node:readline';
import ocpp from 'ocpp-rpc';

const { NOREPLY, RPCClient, RPCServer, createRPCError } = ocpp;

const PROTOCOL = 'ocpp1.6';
const say = (event, rest = {}) => process.stdout.write(JSON.stringify({ event, ...rest }) + '\n');

// What commands have changed: canned answers, errors and silences by action, each with a count that runs out.
const canned = new Map();
const clients = new Map();
let boot = { status: 'Accepted', interval: 300 };
let ids = {};
let transactions = 0;

const now = () => new Date().toISOString();
const idTagInfo = (idTag) => ids[idTag] ?? { status: 'Accepted' };

const central = {
  BootNotification: () => ({ ...boot, currentTime: now() }),
  Heartbeat: () => ({ currentTime: now() }),
  Authorize: ({ params }) => ({ idTagInfo: idTagInfo(params.idTag) }),
  StartTransaction: ({ params }) => ({ idTagInfo: idTagInfo(params.idTag), transactionId: ++transactions }),
  StopTransaction: ({ params }) => (params.idTag === undefined ? {} : { idTagInfo: idTagInfo(params.idTag) }),
  MeterValues: () => ({}),
  StatusNotification: () => ({}),
  DataTransfer: () => ({ status: 'Accepted' }),
  DiagnosticsStatusNotification: () => ({}),
  FirmwareStatusNotification: () => ({}),
  LogStatusNotification: () => ({}),
  SecurityEventNotification: () => ({}),
  SignedFirmwareStatusNotification: () => ({}),
  SignCertificate: () => ({ status: 'Accepted' }),
};

function answer(call, usual) {
  const other = canned.get(call.method);
  if (other && other.count-- > 0) {
    if (other.kind === 'silence') return NOREPLY;
    if (other.kind === 'error') throw createRPCError(other.code, 'on order', {});
    return other.result;
  }
  if (usual) return usual(call);
  throw createRPCError('NotImplemented', `no answer to ${call.method}`, {});
}

function watch(end, identity) {
  // What begins with 2 is a CALL, 3 an answer, 4 an error.
  end.on('message', ({ message, outbound }) => say('message', { identity, outbound, message: JSON.parse(message.toString()) }));
  end.on('strictValidationFailure', (f) =>
    say('strictValidationFailure', { identity, action: f.method, outbound: f.outbound, isCall: f.isCall, error: f.error.message }));
  end.on('badMessage', ({ error }) => say('badMessage', { identity, error: error.message }));
  end.on('disconnect', ({ code, reason }) => say('disconnect', { identity, code, reason: String(reason ?? '') }));
}

async function server() {
  const rpc = new RPCServer({ protocols: [PROTOCOL], strictMode: true, respondWithDetailedErrors: true });
  rpc.auth((accept, reject, handshake) => {
    // Without the subprotocol the strict checks would be off.
    if (!handshake.protocols.has(PROTOCOL)) reject(400, 'ocpp1.6 only');
    else accept();
  });
  rpc.on('client', (client) => {
    clients.set(client.identity, client);
    watch(client, client.identity);
    for (const [action, usual] of Object.entries(central)) client.handle(action, (call) => answer(call, usual));
    say('connected', { identity: client.identity });
  });
  const http = await rpc.listen(0, '127.0.0.1');
  say('listening', { port: http.address().port });
}

async function client(endpoint, identity) {
  const rpc = new RPCClient({ endpoint, identity, protocols: [PROTOCOL], strictMode: true, reconnect: false });
  clients.set(identity, rpc);
  watch(rpc, identity);
  rpc.handle((call) => answer(call, null));
  await rpc.connect();
  say('connected', { identity });
}

async function call({ identity, action, params, tag }) {
  const to = clients.get(identity);
  try {
    say('answer', { identity, tag, result: await to.call(action, params ?? {}) });
  } catch (error) {
    say('answer', { identity, tag, error: error.rpcErrorCode ?? error.constructor.name, text: error.message });
  }
}

const commands = {
  call,
  raw: ({ identity, text }) => clients.get(identity).sendRaw(text),
  close: ({ identity, code }) => clients.get(identity).close({ code, force: code === undefined }),
  answer: ({ action, result, count }) => canned.set(action, { kind: 'answer', result, count: count ?? 1 }),
  error: ({ action, code, count }) => canned.set(action, { kind: 'error', code, count: count ?? 1 }),
  silence: ({ action, count }) => canned.set(action, { kind: 'silence', count: count ?? 1 }),
  boot: ({ status, interval }) => { boot = { status, interval }; },
  id: ({ idTag, info }) => { ids[idTag] = info; },
  end: () => process.exit(0),
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

const [role, url, identity] = process.argv.slice(2);
await (role === 'client' ? client(url, identity) : server());
