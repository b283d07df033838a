// Plays one end of OCPP-J with ocpp-rpc in strict mode. Events go out as JSON lines, commands come in as JSON lines:
//   node peer.mjs server            a central system on 127.0.0.1, port told by the event "listening"
//   node peer.mjs client URL ID     a charge point
import ocpp from 'ocpp-rpc';
import { obey, say, usual } from './peer-shared.mjs';

const { NOREPLY, RPCClient, RPCServer, createRPCError } = ocpp;

const PROTOCOL = 'ocpp1.6';

// What commands have changed: canned answers, errors and silences by action, each with a count that runs out.
const canned = new Map();
const clients = new Map();

// The security extension's beside the usual ones.
const central = {
  ...usual,
  LogStatusNotification: () => ({}),
  SecurityEventNotification: () => ({}),
  SignedFirmwareStatusNotification: () => ({}),
  SignCertificate: () => ({ status: 'Accepted' }),
};

function answer(call, answered) {
  const other = canned.get(call.method);
  if (other && other.count-- > 0) {
    if (other.kind === 'silence') return NOREPLY;
    if (other.kind === 'error') throw createRPCError(other.code, 'on order', {});
    return other.result;
  }
  if (answered) return answered(call.params);
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
    for (const [action, answered] of Object.entries(central)) client.handle(action, (call) => answer(call, answered));
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

obey({
  call,
  raw: ({ identity, text }) => clients.get(identity).sendRaw(text),
  close: ({ identity, code }) => clients.get(identity).close({ code, force: code === undefined }),
  answer: ({ action, result, count }) => canned.set(action, { kind: 'answer', result, count: count ?? 1 }),
  error: ({ action, code, count }) => canned.set(action, { kind: 'error', code, count: count ?? 1 }),
  silence: ({ action, count }) => canned.set(action, { kind: 'silence', count: count ?? 1 }),
});

const [role, url, identity] = process.argv.slice(2);
await (role === 'client' ? client(url, identity) : server());
