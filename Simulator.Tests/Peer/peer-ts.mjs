// Plays a central system with ocpp-ts, for the tests. Events go out and commands come in as JSON lines, as peer.mjs has them.
import http from 'node:http';
import { createRequire } from 'node:module';
import { obey, say, usual } from './peer-shared.mjs';

const require = createRequire(import.meta.url);
const { OcppServer } = require('ocpp-ts');
const Ajv = createRequire(require.resolve('ocpp-ts'))('ajv');

// Its schemas have the unit as the first edition misspelt it (Celcius); the errata's spelling is put beside it.
const unit = (samples) => samples.items.properties.sampledValue.items.properties.unit.enum.push('Celsius');
unit(require('ocpp-ts/dist/src/ocpp-1.6-schemas/MeterValues.json').properties.meterValue);
unit(require('ocpp-ts/dist/src/ocpp-1.6-schemas/StopTransaction.json').properties.transactionData);

// It tells nobody its port: the server it makes is caught on the way.
const create = http.createServer;
http.createServer = (...all) => {
  const made = create(...all);
  made.once('listening', () => say('listening', { port: made.address().port }));
  return made;
};

const clients = new Map();

// It checks the calls that come in, and answers what breaks its schema with an error; answers to its own calls are checked here.
function checked(identity, action, result) {
  const schema = { ...require(`ocpp-ts/dist/src/ocpp-1.6-schemas/${action}Response.json`) };
  delete schema.$schema;
  const ajv = new Ajv();
  if (!ajv.validate(schema, result)) say('strictValidationFailure', { identity, action, outbound: false, isCall: false, error: ajv.errorsText() });
}

function watch(socket, identity) {
  const tell = (text, outbound) => {
    const message = JSON.parse(text);
    say('message', { identity, outbound, message });
    // The security extension is not among its schemas.
    if (outbound && message[0] === 4 && message[2] !== 'NotImplemented') say('badMessage', { identity, error: text });
  };
  socket.prependListener('message', (data) => tell(data.toString(), false));
  const send = socket.send.bind(socket);
  socket.send = (text, ...rest) => {
    tell(text, true);
    send(text, ...rest);
  };
  socket.on('close', (code, reason) => say('disconnect', { identity, code, reason: String(reason ?? '') }));
}

const server = new OcppServer();
server.on('connection', (client) => {
  const identity = client.getCpId();
  clients.set(identity, client);
  watch(client.connection.socket, identity);
  for (const [action, answered] of Object.entries(usual)) client.on(action, (request, answer) => answer(answered(request)));
  say('connected', { identity });
});
server.listen(0);

obey({
  call: async ({ identity, action, params, tag }) => {
    try {
      const result = await clients.get(identity).callRequest(action, params ?? {});
      checked(identity, action, result);
      say('answer', { identity, tag, result });
    } catch (error) {
      say('answer', { identity, tag, error: error.code ?? 'Error', text: error.message });
    }
  },
  raw: ({ identity, text }) => clients.get(identity).connection.socket.send(text),
  close: ({ identity, code }) => clients.get(identity).connection.socket.close(code),
});
