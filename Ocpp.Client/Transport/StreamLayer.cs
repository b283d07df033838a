namespace Ocpp.Client.Transport
{
    /// <summary>A byte stream as a layer of a chain: the stream is closed exactly once per opening.</summary>
    public sealed class StreamLayer : TransportLayer, ITransport
    {
        private readonly ITransport _stream;
        private readonly IOpenStage _stage;

        public StreamLayer(string name, ITransport stream, StreamLayer parent = null, Ownership ownership = Ownership.None)
            : base(name, parent, ownership)
        {
            _stream = stream;
            _stage = stream as IOpenStage;
        }

        /// <summary>Progress of a pending opening; Connecting when the adapter does not report it.</summary>
        public OpenStage Stage => _stage == null ? OpenStage.Connecting : _stage.Stage;

        public OpenResult Open(string host, int port, int timeoutMs)
        {
            Close();
            return MarkOpen() ? _stream.Open(host, port, timeoutMs) : OpenResult.Failed;
        }

        public OpenResult PollOpen() => IsOpen ? _stream.PollOpen() : OpenResult.Failed;

        public int Read(byte[] buffer, int offset, int count) => IsOpen ? _stream.Read(buffer, offset, count) : -1;

        public int Write(byte[] buffer, int offset, int count) => IsOpen ? _stream.Write(buffer, offset, count) : -1;

        protected override void CloseOwn() => _stream.Close();
    }
}
