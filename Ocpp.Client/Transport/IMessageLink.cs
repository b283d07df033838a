namespace Ocpp.Client.Transport
{
    /// <summary>State of a link.</summary>
    public enum LinkState
    {
        /// <summary>There is no connection; it can be opened.</summary>
        Closed,
        /// <summary>It connects: name, TCP, TLS, upgrade.</summary>
        Opening,
        /// <summary>Messages can be sent and received.</summary>
        Open,
        /// <summary>The closing handshake is under way, for 2 s at most.</summary>
        Closing,
    }

    /// <summary>Address and identity for a connection. Its secrets are never logged.</summary>
    public sealed class LinkTarget
    {
        /// <summary>wss: over TLS.</summary>
        public bool Secure;
        /// <summary>Name or address of the server.</summary>
        public string Host;
        /// <summary>Port, 1 to 65535.</summary>
        public int Port;

        /// <summary>Path of the endpoint without the identity and without a trailing slash; empty for none.</summary>
        public string Path = "";

        /// <summary>Charge point identity, not yet percent-encoded (J 3.1.1).</summary>
        public string Identity;

        /// <summary>Password for HTTP Basic authentication (raw key bytes), or null for none (J 6.2.2).</summary>
        public byte[] Password;

        /// <summary>Shows the device's own certificate in TLS (security profile 3).</summary>
        public bool OwnCertificate;

        /// <summary>The only subprotocol offered; a server that selects another is left (rule 1).</summary>
        public string Subprotocol = "ocpp1.6";
    }

    /// <summary>Why the last link ended, for the console, the log and the reconnect policy.</summary>
    public enum LinkEnd
    {
        /// <summary>No link has ended, or one is under way.</summary>
        None,
        /// <summary>We closed it.</summary>
        ClosedByUs,
        /// <summary>The peer closed with a close frame: reconnecting starts again at 1 s.</summary>
        ClosedByPeer,
        /// <summary>The stream ended without a close frame.</summary>
        Lost,
        /// <summary>Nothing listens on the port.</summary>
        Refused,
        /// <summary>Connecting, the upgrade or closing took longer than its limit.</summary>
        TimedOut,
        /// <summary>The host's name has no address, or could not be looked up.</summary>
        NoAddress,
        /// <summary>TLS failed: certificate, name, dates or version; or there is no TLS here.</summary>
        Untrusted,
        /// <summary>401 or 403.</summary>
        Unauthorized,
        /// <summary>404: the identity is not known there.</summary>
        UnknownIdentity,
        /// <summary>5xx or another HTTP status.</summary>
        HttpError,
        /// <summary>An HTTP redirect: it is not followed.</summary>
        Redirected,
        /// <summary>The server did not select the subprotocol (rule 1).</summary>
        WrongSubprotocol,
        /// <summary>The answer to the upgrade is not one of WebSocket.</summary>
        BadHandshake,
        /// <summary>The peer broke RFC 6455; the code says how.</summary>
        ProtocolError,
        /// <summary>A message was longer than <see cref="FrameReader.MostSkippedBytes"/>.</summary>
        TooBig,
        /// <summary>Half-open: no pong, no byte for the idle time, or a peer that no longer reads.</summary>
        Silent,

        /// <summary>Another session has the buffers.</summary>
        NoBuffer,
    }

    /// <summary>
    /// A connection that carries text messages: the layered WebSocket client, or the package's behind the same interface. Driven by one
    /// thread; one connection at a time.
    /// </summary>
    public interface IMessageLink
    {
        /// <summary>State of the link.</summary>
        LinkState State { get; }

        /// <summary>Why the last link ended; None while one is under way.</summary>
        LinkEnd LastEnd { get; }

        /// <summary>HTTP status or close code that came with <see cref="LastEnd"/>, 0 for none.</summary>
        int LastEndCode { get; }

        /// <summary>Counts since the start; the same object for good.</summary>
        LinkStatistics Statistics { get; }

        /// <summary>Begins to connect, after freeing what an earlier session left. False when a connection still exists.</summary>
        bool Open(LinkTarget target, long nowMs);

        /// <summary>
        /// A fast check for a thread that polls: true when <see cref="Step"/> has something to do now. False while the link is closed,
        /// and while an open one has nothing to read or to send. Time limits need a step once a second in any case.
        /// </summary>
        bool HasNews(long nowMs);

        /// <summary>Moves bytes, answers pings, watches time limits; returns the next deadline.</summary>
        long Step(long nowMs);

        /// <summary>Nothing that was given to <see cref="TrySend"/> is still on its way: the send buffer may be written to.</summary>
        bool CanSend { get; }

        /// <summary>
        /// Buffer for a message of everyday length, to be written from <see cref="SendOffset"/> on: it is sent from there without
        /// a copy, and its content is masked afterwards. Null while there is no session, or when the link has none to lend.
        /// </summary>
        byte[] SendBuffer { get; }

        /// <summary>Room in front of a message in <see cref="SendBuffer"/>, for the frame's header.</summary>
        int SendOffset { get; }

        /// <summary>Sends one text message whole; false when the link is not open or its send buffer is taken: try again later.</summary>
        bool TrySend(byte[] buffer, int offset, int count);

        /// <summary>
        /// Sends a part of a text message that is written while it is sent, all parts in order and no other message between
        /// them; false as with <see cref="TrySend"/>. A message of one part is its first and its last.
        /// </summary>
        bool TrySendPart(byte[] buffer, int offset, int count, bool first, bool last);

        /// <summary>Length of a whole message that waits, or -1. It is at the start of <see cref="ReceiveBuffer"/> until <see cref="Release"/>.</summary>
        int Received { get; }

        /// <summary>Holds the received message; valid until <see cref="Release"/>. Its reader may change the bytes.</summary>
        byte[] ReceiveBuffer { get; }

        /// <summary>Bytes at the end of the received message that did not fit: <see cref="Received"/> only counts its beginning. 0 for a whole one.</summary>
        int Omitted { get; }

        /// <summary>Releases the received message: the buffer may take the next one.</summary>
        void Release();

        /// <summary>Closing handshake with a code (RFC 6455 7.4), bounded; harmless when closed.</summary>
        void Close(int code, long nowMs);

        /// <summary>Ends the link permanently without a close frame and releases all that it holds; harmless when called twice.</summary>
        void Destroy();

        /// <summary>WebSocketPingInterval and HeartbeatInterval in seconds; 0 switches pings off (S 9.1.34). Silence is tolerated for twice the longer one.</summary>
        void SetIntervals(int pingSeconds, int heartbeatSeconds);
    }

    /// <summary>What the console and the watermark lines show of a link.</summary>
    public sealed class LinkStatistics
    {
        /// <summary>Connections that exist now: 0 or 1.</summary>
        public int Active;
        /// <summary>Links that opened.</summary>
        public int Opened;
        /// <summary>Links that ended before they opened.</summary>
        public int Failed;
        /// <summary>Bytes received from the stream.</summary>
        public long BytesIn;
        /// <summary>Bytes that the stream has accepted.</summary>
        public long BytesOut;
        /// <summary>Whole text messages received.</summary>
        public int MessagesIn;
        /// <summary>Text messages sent, counted when they begin.</summary>
        public int MessagesOut;

        /// <summary>Pairs of phase and event that <see cref="LinkPhaseTable"/> does not list.</summary>
        public int UnlistedEvents;

        /// <summary>Connections that were not begun because one existed; anything but 0 is a defect.</summary>
        public int SecondConnectionsRefused;
    }
}
