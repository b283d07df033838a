using Charger.Runtime;
using Ocpp.Client.Wire;

namespace Firmware.Page
{
    /// <summary>
    /// The status page over HTTP: read-only, one client at a time, off until the owner names a network and a port (<see cref="PageAccess"/>).
    /// Stepped by the UI thread alone. It takes no lock; what it shows is asked for when a request is whole: <see cref="Wants"/>, then
    /// <see cref="Begin"/> and <see cref="End"/>.
    /// </summary>
    public sealed class StatusPage
    {
        /// <summary>Between two looks for a client, and so five connections a second at most.</summary>
        public const int AcceptMs = 200;

        /// <summary>Between two steps of a client that is there.</summary>
        public const int ClientMs = 50;

        /// <summary>Between two attempts to listen, and two looks whether the address is still the same.</summary>
        public const int LookMs = 10000;

        /// <summary>One client that is served, and one that is told to wait or has its answer already.</summary>
        private const int Places = 2;
        private const int ChunkBytes = 256;

        /// <summary>The name of a status.</summary>
        private const int ShortBytes = 64;

        private readonly IPageListener _listener;
        private readonly IStorage _storage;
        private readonly PageAccess _access = new PageAccess();
        private readonly PageConnection[] _clients = new PageConnection[Places];

        // Made when the page is switched on: while it is off it takes no more than its objects.
        private PageAnswer _answer;
        private PageAnswer _busy;
        private byte[] _chunk;
        private PageConnection _asking;
        private long _lookMs;
        private long _acceptMs;

        // Until then nothing is to be done: most turns of the thread end here.
        private long _restMs;
        private string _failure;
        private int _refused;

        /// <param name="listener">The socket that clients come to.</param>
        /// <param name="storage">Where <see cref="PageAccess"/> is kept.</param>
        public StatusPage(IPageListener listener, IStorage storage)
        {
            _listener = listener;
            _storage = storage;
            for (int i = 0; i < Places; i++) _clients[i] = new PageConnection();
            _failure = _access.Load(storage);
            if (_failure != null) _failure = "file '" + PageAccess.File + "': " + _failure + "; there is no status page";
        }

        /// <summary>What the answer that is due shall contain; None while none is due.</summary>
        public PageContent Wants => _asking == null ? PageContent.None : _asking.Content;

        /// <summary>No client is there.</summary>
        public bool IsIdle => _clients[0].Stage == PageStage.Free && _clients[1].Stage == PageStage.Free;

        /// <summary>Requests that got what they asked for.</summary>
        public int Served { get; private set; }

        /// <summary>Serves whoever has come and returns when it wants to be called next.</summary>
        public long Step(long nowMs, ILog log)
        {
            if (nowMs < _restMs) return _restMs;
            if (_failure != null)
            {
                log.Write(LogLevel.Warning, LogSection.Console, _failure);
                _failure = null;
            }
            _restMs = long.MaxValue;
            if (_access.Network == null) return _restMs;
            if (nowMs >= _lookMs) Look(nowMs, log);
            _restMs = _lookMs;
            if (_listener.Address.Length == 0 && IsIdle) return _restMs;
            if (nowMs >= _acceptMs) Accept(nowMs);
            for (int i = 0; i < Places; i++) Step(_clients[i], nowMs);
            if (_acceptMs < _restMs) _restMs = _acceptMs;
            if (IsIdle) return _restMs;
            _restMs = 0;
            return nowMs + ClientMs;
        }

        /// <summary>Begins the answer that <see cref="Wants"/> asks for: its content is written to what is returned.</summary>
        public JsonWriter Begin() => _answer.Begin();

        /// <summary>The content is whole: it goes out. With none the client is asked to come again.</summary>
        public void End(long nowMs)
        {
            if (_answer.End(_asking.Content)) Served++;
            Send(_asking, _answer, nowMs);
            _asking = null;
        }

        /// <summary>
        /// The console's lines "page [off | wifi PORT | ethernet PORT]" and "help page", which are taken out then, and its part of "help". Null for any other
        /// line, else the answer.
        /// </summary>
        public string Command(ref string line)
        {
            string text = line.Trim().ToLower();
            if (text == "help page") line = "";
            if (text == "help" || text == "help page") return "  page [off | wifi PORT | ethernet PORT]: the status page, off unless switched on here";
            if (text != "page" && text.IndexOf("page ") != 0) return null;
            line = "";
            text = text.Substring("page".Length).Trim();
            if (text.Length == 0) return Describe();
            if (text == "off") return SwitchOff();
            string wrong = _access.Accept(text);
            if (wrong != null) return "error: page " + wrong;
            Shut();
            return _access.Keep(_storage) ? "kept; opens at once" : "error: the flash refused it: the page opens, but not after the next start";
        }

        private string SwitchOff()
        {
            if (!_access.SwitchOff(_storage)) return "error: the flash refused it: nothing is changed";
            Shut();
            return "kept; the page is off";
        }

        private string Describe()
        {
            if (_access.Network == null) return "off";
            string where = _listener.Address.Length == 0 ? "not open: no address yet, or the port is taken" : "http://" + _listener.Address + ":" + _access.Port + "/";
            return _access.Network + " " + _access.Port + ", " + where + ", " + Served + " answered, " + _refused + " told to wait";
        }

        /// <summary>Everything is closed; with a network it opens again at the next step.</summary>
        private void Shut()
        {
            for (int i = 0; i < Places; i++) _clients[i].Free();
            _asking = null;
            _listener.Close();
            _lookMs = _restMs = 0;
        }

        private void Look(long nowMs, ILog log)
        {
            _lookMs = nowMs + LookMs;
            if (_listener.Address.Length > 0)
            {
                if (_listener.IsCurrent(_access.Network)) return;
                log.Write(LogLevel.Info, LogSection.Console, "status page: " + _listener.Address + " is no longer the address of " + _access.Network);
                _listener.Close();
            }
            if (_answer == null) Make();
            string why = _listener.Open(_access.Network, _access.Port);
            if (why == null) log.Write(LogLevel.Info, LogSection.Console, "status page: http://" + _listener.Address + ":" + _access.Port + "/");
            else log.Write(LogLevel.Debug, LogSection.Console, "status page: " + why + "; tried again every 10 s");
        }

        private void Make()
        {
            _chunk = new byte[ChunkBytes];
            _answer = new PageAnswer(StatusHtml.MostBytes);
            _busy = new PageAnswer(ShortBytes);
            _busy.Refuse(PageAnswer.Busy);
        }

        private void Accept(long nowMs)
        {
            PageConnection free = _clients[0].Stage == PageStage.Free ? _clients[0] : _clients[1].Stage == PageStage.Free ? _clients[1] : null;
            _acceptMs = nowMs + AcceptMs;
            if (free == null || _listener.Address.Length == 0) return;
            IPageClient client = _listener.Accept();
            if (client == null) return;
            bool refused = _clients[0].IsServed || _clients[1].IsServed;
            if (refused) _refused++;
            free.Begin(client, refused, nowMs);
        }

        private void Step(PageConnection client, long nowMs)
        {
            if (client.Stage != PageStage.Asked) client.Step(_chunk, nowMs);
            if (client.Stage != PageStage.Asked || client == _asking) return;
            if (client.Refused) Send(client, _busy, nowMs);
            else if (client.Status == RequestHead.Ok) _asking = client;
            else
            {
                _answer.Refuse(client.Status);
                Send(client, _answer, nowMs);
            }
        }

        private void Send(PageConnection client, PageAnswer answer, long nowMs)
        {
            client.Answer(answer.Bytes, answer.Start, answer.Length, nowMs);
            client.Step(_chunk, nowMs);
        }
    }
}
