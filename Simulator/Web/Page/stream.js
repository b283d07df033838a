// The server's events, and what this page asks of it.

const firstRetryMs = 500, longestRetryMs = 5000;
const token = document.querySelector('meta[name=page-token]').content;

/** Keeps one stream of events open; after a break it goes on where it was. */
export class Stream {
  constructor(handlers, onLink) {
    this.handlers = handlers;
    this.onLink = onLink;
    this.place = '';
    this.instance = null;
    this.retryMs = firstRetryMs;
    this.open();
  }

  open() {
    const source = new EventSource('/web/events?after=' + this.place);
    this.source = source;
    source.addEventListener('hello', e => this.greet(JSON.parse(e.data)));
    source.addEventListener('place', e => { this.place = JSON.parse(e.data); });
    for (const name of ['state', 'points', 'marks', 'lines', 'messages']) source.addEventListener(name, e => this.handlers[name](JSON.parse(e.data)));
    source.onerror = () => {
      source.close();
      this.onLink(false);
      setTimeout(() => this.open(), this.retryMs);
      this.retryMs = Math.min(this.retryMs * 2, longestRetryMs);
    };
  }

  greet(hello) {
    // A server that was started anew has another token: the page begins anew with it.
    if (this.instance !== null && this.instance !== hello.instance || !token.startsWith(hello.instance)) {
      location.reload();
      return;
    }
    this.instance = hello.instance;
    this.retryMs = firstRetryMs;
    this.onLink(true);
    this.handlers.hello(hello);
  }
}

/** Posts JSON; always gives { ok, said }. */
export async function post(path, body) {
  try {
    const response = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Page-Token': token }, body: JSON.stringify(body) });
    return await response.json();
  } catch {
    return { ok: false, said: 'no answer: the simulator has ended or the connection is cut' };
  }
}

export async function actionsOfServer() {
  const response = await fetch('/web/actions');
  return response.ok ? response.json() : [];
}
