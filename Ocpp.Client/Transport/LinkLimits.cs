namespace Ocpp.Client.Transport
{
    /// <summary>All bounds of a link in one place (resource-safety.md, "Transport"), in milliseconds and bytes.</summary>
    public sealed class LinkLimits
    {
        /// <summary>Longest time to connect, TLS included.</summary>
        public int ConnectMs = 10000;
        /// <summary>Longest time from the upgrade request to the whole answer.</summary>
        public int UpgradeMs = 10000;
        /// <summary>Longest silence; twice the ping or heartbeat interval where that is longer.</summary>
        public int IdleMs = 300000;

        /// <summary>Longest time from a ping to its pong, or to any other byte.</summary>
        public int PongMs = 10000;

        /// <summary>Longest time for the stream to accept a frame: after it the peer has stopped reading and counts as half-open.</summary>
        public int SendStallMs = 15000;
        /// <summary>Longest time of the closing handshake.</summary>
        public int CloseMs = 2000;
        /// <summary>Seconds between pings until <see cref="IMessageLink.SetIntervals"/>; 0 for none.</summary>
        public int PingSeconds = 30;

        /// <summary>
        /// Largest message received; the end of a larger one is skipped and the link stays open, up to
        /// <see cref="FrameReader.MostSkippedBytes"/>.
        /// </summary>
        public int ReceiveBytes = 8192;

        /// <summary>First buffer size for a message received in fragments; also the bytes kept of one that is too long, so that it can be answered.</summary>
        public int UsualReceiveBytes = 512;

        /// <summary>Payload of one frame sent: everyday messages fit; a longer one is sent in fragments.</summary>
        public int SendBytes = 1024;

        /// <summary>Largest message sent: the answer to GetConfiguration for all keys.</summary>
        public int MessageBytes = 9216;
    }
}
