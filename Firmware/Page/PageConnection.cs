namespace Firmware.Page
{
    /// <summary>How far a client has come.</summary>
    public enum PageStage
    {
        /// <summary>No client is here.</summary>
        Free,

        /// <summary>Its request has not come yet, or in part.</summary>
        Reading,

        /// <summary>Its request is whole: the answer is due.</summary>
        Asked,

        /// <summary>Its answer goes out.</summary>
        Writing,

        /// <summary>It has its answer; it may close first, so that nothing of the answer is lost.</summary>
        Ending,
    }

    /// <summary>Place for one client at a time: its request, its answer and its time limits. Each step reads and writes once at most.</summary>
    public sealed class PageConnection
    {
        /// <summary>For the first byte: browsers open connections that they may never use.</summary>
        public const int SilentMs = 1000;

        /// <summary>From the connection to the end of the request's head.</summary>
        public const int ReadMs = 3000;

        /// <summary>For the whole answer.</summary>
        public const int WriteMs = 3000;

        /// <summary>For the client to close after that.</summary>
        public const int EndMs = 500;

        private readonly RequestHead _head = new RequestHead();
        private IPageClient _client;
        private byte[] _answer;
        private int _at;
        private int _end;
        private long _begunMs;

        /// <summary>How far the client has come.</summary>
        public PageStage Stage { get; private set; }

        /// <summary>Another client was being served when it came: it is told so, whatever it asks.</summary>
        public bool Refused { get; private set; }

        /// <summary>HTTP status of what it asked, while <see cref="PageStage.Asked"/>.</summary>
        public int Status => _head.Status;

        /// <summary>What it asked for, with status 200.</summary>
        public PageContent Content => _head.Content;

        /// <summary>It keeps others from being served.</summary>
        public bool IsServed => !Refused && Stage != PageStage.Free && Stage != PageStage.Ending;

        /// <summary>A client has connected.</summary>
        /// <param name="refused">Another one is being served.</param>
        public void Begin(IPageClient client, bool refused, long nowMs)
        {
            _client = client;
            _head.Clear();
            Refused = refused;
            Go(PageStage.Reading, nowMs);
        }

        /// <summary>The answer, which stays as it is until this client has it.</summary>
        public void Answer(byte[] bytes, int start, int length, long nowMs)
        {
            _answer = bytes;
            _at = start;
            _end = start + length;
            Go(PageStage.Writing, nowMs);
        }

        /// <summary>Moves what can be moved now. Bytes are looked at before time limits: a call that froze everything is not the client's fault.</summary>
        public void Step(byte[] chunk, long nowMs)
        {
            long sinceMs = nowMs - _begunMs;
            if (Stage == PageStage.Reading) Read(chunk, sinceMs);
            else if (Stage == PageStage.Writing) Write(sinceMs, nowMs);
            else if (Stage == PageStage.Ending && (_client.Read(chunk, 0, chunk.Length) < 0 || sinceMs >= EndMs)) Free();
        }

        /// <summary>Ends it, wherever it is.</summary>
        public void Free()
        {
            if (_client != null) _client.Close();
            _client = null;
            _answer = null;
            Stage = PageStage.Free;
        }

        private void Read(byte[] chunk, long sinceMs)
        {
            int count = _client.Read(chunk, 0, chunk.Length);
            if (count > 0) _head.Read(chunk, count);
            if (_head.Status != 0) Stage = PageStage.Asked;
            else if (count < 0 || sinceMs >= (_head.IsEmpty ? SilentMs : ReadMs)) Free();
        }

        private void Write(long sinceMs, long nowMs)
        {
            int count = _client.Write(_answer, _at, _end - _at);
            if (count > 0) _at += count;
            if (_at == _end) Go(PageStage.Ending, nowMs);
            else if (count < 0 || sinceMs >= WriteMs) Free();
        }

        private void Go(PageStage stage, long nowMs)
        {
            Stage = stage;
            _begunMs = nowMs;
        }
    }
}
