namespace Ocpp.Client.Transport
{
    /// <summary>A byte stream as a layer of a chain: the stream is closed exactly once per opening.</summary>
    public sealed class StreamLayer : TransportLayer, ITransport
    {
        private readonly ITransport _stream;
        private readonly IOpenStage _stage;

        /// <summary>Closed at first; <paramref name="name"/> is for the log and the list. <paramref name="stream"/> is opened and closed by this layer alone.</summary>
        public StreamLayer(string name, ITransport stream, StreamLayer parent = null, Ownership ownership = Ownership.None)
            : base(name, parent, ownership)
        {
            _stream = stream;
            _stage = stream as IOpenStage;
        }

        /// <summary>Progress of a pending opening; Connecting when the adapter does not report it.</summary>
        public OpenStage Stage => _stage == null ? OpenStage.Connecting : _stage.Stage;

        /// <summary>Closes an opening before it, then opens; <see cref="OpenResult.Failed"/> when the layer is destroyed.</summary>
        public OpenResult Open(string host, int port, int timeoutMs)
        {
            Close();
            return MarkOpen() ? _stream.Open(host, port, timeoutMs) : OpenResult.Failed;
        }

        /// <inheritdoc/>
        public OpenResult PollOpen() => IsOpen ? _stream.PollOpen() : OpenResult.Failed;

        /// <inheritdoc/>
        public int Read(byte[] buffer, int offset, int count) => IsOpen ? _stream.Read(buffer, offset, count) : -1;

        /// <inheritdoc/>
        public int Write(byte[] buffer, int offset, int count) => IsOpen ? _stream.Write(buffer, offset, count) : -1;

        /// <inheritdoc/>
        protected override void CloseOwn() => _stream.Close();
    }
}
