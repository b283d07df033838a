namespace Ocpp.Client.Transport
{
    /// <summary>Result of opening.</summary>
    public enum OpenResult
    {
        /// <summary>Not there yet: poll again.</summary>
        Pending,
        /// <summary>The stream can be read and written.</summary>
        Open,
        /// <summary>Nothing listens on the port.</summary>
        Refused,
        /// <summary>The time limit has passed.</summary>
        TimedOut,
        /// <summary>The name has no address, and look-ups are not allowed now or failed.</summary>
        NoAddress,
        /// <summary>TLS: the certificate or the protocol was not acceptable.</summary>
        Untrusted,
        /// <summary>The network or the platform failed otherwise.</summary>
        Failed,
    }

    /// <summary>
    /// A byte stream to the central system: TCP, or TLS over it. An adapter may block in <see cref="Open"/> up to its time
    /// limit when the platform has no other way (the OCPP thread has a lease for it), never in the other methods.
    /// </summary>
    public interface ITransport
    {
        /// <summary>Begins to open; an adapter that blocks returns the final result at once.</summary>
        /// <param name="host">Name or address.</param>
        /// <param name="port">1 to 65535.</param>
        /// <param name="timeoutMs">10,000 for TCP (resource-safety.md, "bounded time").</param>
        OpenResult Open(string host, int port, int timeoutMs);

        /// <summary>Asks again after <see cref="OpenResult.Pending"/>.</summary>
        OpenResult PollOpen();

        /// <summary>Bytes read, 0 when nothing has arrived, -1 when the peer has closed or the stream has failed.</summary>
        int Read(byte[] buffer, int offset, int count);

        /// <summary>Bytes taken, 0 when the stream is full for now, -1 when it has failed.</summary>
        int Write(byte[] buffer, int offset, int count);

        /// <summary>Closes and frees what <see cref="Open"/> took; harmless when done twice.</summary>
        void Close();
    }

    /// <summary>Progress of an opening that is pending.</summary>
    public enum OpenStage
    {
        /// <summary>The name is looked up.</summary>
        Resolving,
        /// <summary>TCP connects.</summary>
        Connecting,
        /// <summary>TLS shakes hands.</summary>
        TlsHandshake,
    }

    /// <summary>Implemented in addition to <see cref="ITransport"/> by a stream whose opening does not block.</summary>
    public interface IOpenStage
    {
        /// <summary>What the pending opening waits for.</summary>
        OpenStage Stage { get; }
    }
}
