namespace Ocpp.Client.Transport
{
    /// <summary>State of a link, in more detail than <see cref="LinkState"/>.</summary>
    public enum LinkPhase
    {
        /// <summary>No link since the start.</summary>
        Idle,
        /// <summary>The name is looked up.</summary>
        Resolving,
        /// <summary>TCP connects.</summary>
        Connecting,
        /// <summary>TLS shakes hands.</summary>
        TlsHandshake,

        /// <summary>The upgrade request is sent, or its answer is awaited.</summary>
        UpgradeSent,

        /// <summary>Open, between two frames or inside a frame's header.</summary>
        ReadingHeader,

        /// <summary>Open, inside a frame's payload.</summary>
        ReadingPayload,
        /// <summary>A close frame is sent, or its answer or the end of the stream is awaited.</summary>
        Closing,

        /// <summary>Ended by a closing handshake, or by us.</summary>
        Closed,

        /// <summary>Ended by a failure; opens again like one that was closed.</summary>
        Faulted,
    }

    /// <summary>What can happen to a link.</summary>
    public enum LinkEvent
    {
        /// <summary>Open was called.</summary>
        OpenAsked,
        /// <summary>All buffers are in use by other sessions.</summary>
        NoBuffer,
        /// <summary>The name's address is known.</summary>
        NameKnown,
        /// <summary>The name has no address.</summary>
        NameFailed,

        /// <summary>TCP is open and the target is plain.</summary>
        TcpOpen,

        /// <summary>TCP is open and TLS comes next.</summary>
        TcpOpenForTls,
        /// <summary>TCP did not connect.</summary>
        ConnectFailed,
        /// <summary>TLS is open.</summary>
        TlsOpen,
        /// <summary>TLS failed, or there is none for this target.</summary>
        TlsFailed,
        /// <summary>The server accepted the upgrade.</summary>
        UpgradeAccepted,
        /// <summary>The server refused the upgrade, or the request did not fit.</summary>
        UpgradeRefused,
        /// <summary>A frame's header is complete.</summary>
        PayloadBegun,
        /// <summary>A frame's payload is complete.</summary>
        FrameEnded,
        /// <summary>The peer broke RFC 6455.</summary>
        Violation,
        /// <summary>The peer's close frame has come.</summary>
        PeerCloses,
        /// <summary>Close was called.</summary>
        CloseAsked,

        /// <summary>The answer to the peer's close frame is sent.</summary>
        CloseAnswered,
        /// <summary>The stream ended or failed.</summary>
        StreamEnded,
        /// <summary>Connecting, upgrade or closing took too long.</summary>
        DeadlinePassed,
        /// <summary>An open link's peer is silent or does not read.</summary>
        PeerSilent,
        /// <summary>Destroy was called.</summary>
        Destroyed,
    }

    /// <summary>What the link does when it enters the next phase.</summary>
    public enum LinkAction
    {
        /// <summary>Nothing.</summary>
        None,
        /// <summary>Sends the upgrade request.</summary>
        SendUpgrade,
        /// <summary>Counts the opened link and begins to watch the peer.</summary>
        Establish,
        /// <summary>Sends a close frame.</summary>
        SendClose,

        /// <summary>Releases all that the session holds.</summary>
        CleanUp,
    }

    /// <summary>
    /// The link's phases as a table; docs/link-phases.md is printed from it. A pair that is not listed changes nothing and is
    /// counted and logged by the link.
    /// </summary>
    public static class LinkPhaseTable
    {
        /// <summary>How many phases there are.</summary>
        public const int Phases = 10;
        /// <summary>How many events there are.</summary>
        public const int Events = 21;
        /// <summary>What <see cref="Find"/> returns for a pair that the table does not have.</summary>
        public const int Unlisted = -1;

        private const int ActionShift = 8;

        /// <summary>The phase that a row leads to.</summary>
        public static LinkPhase NextOf(int row) => (LinkPhase)(row & 0xFF);

        /// <summary>What the link does in that row.</summary>
        public static LinkAction ActionOf(int row) => (LinkAction)(row >> ActionShift);

        /// <summary>The phase as users of the link see it.</summary>
        public static LinkState StateOf(LinkPhase phase)
        {
            switch (phase)
            {
                case LinkPhase.Resolving:
                case LinkPhase.Connecting:
                case LinkPhase.TlsHandshake:
                case LinkPhase.UpgradeSent: return LinkState.Opening;
                case LinkPhase.ReadingHeader:
                case LinkPhase.ReadingPayload: return LinkState.Open;
                case LinkPhase.Closing: return LinkState.Closing;
                default: return LinkState.Closed;
            }
        }

        /// <summary>The row for a pair, to be read with <see cref="NextOf"/> and <see cref="ActionOf"/>, or <see cref="Unlisted"/>.</summary>
        public static int Find(LinkPhase phase, LinkEvent e)
        {
            if (e == LinkEvent.Destroyed) return Row(LinkPhase.Closed, LinkAction.CleanUp);
            switch (phase)
            {
                case LinkPhase.Resolving:
                case LinkPhase.Connecting:
                case LinkPhase.TlsHandshake: return FromOpening(phase, e);
                case LinkPhase.UpgradeSent: return FromUpgrade(e);
                case LinkPhase.ReadingHeader:
                case LinkPhase.ReadingPayload: return FromOpen(phase, e);
                case LinkPhase.Closing: return FromClosing(e);
                default: return FromRest(phase, e);
            }
        }

        // Closing a closed link is harmless.
        private static int FromRest(LinkPhase phase, LinkEvent e)
        {
            switch (e)
            {
                case LinkEvent.OpenAsked: return Row(LinkPhase.Resolving, LinkAction.None);
                case LinkEvent.CloseAsked: return Row(phase, LinkAction.None);
                default: return Unlisted;
            }
        }

        private static int FromOpening(LinkPhase phase, LinkEvent e)
        {
            switch (e)
            {
                case LinkEvent.CloseAsked: return Row(LinkPhase.Closed, LinkAction.CleanUp);
                case LinkEvent.ConnectFailed:
                case LinkEvent.DeadlinePassed: return Row(LinkPhase.Faulted, LinkAction.CleanUp);
                default: break;
            }
            switch (phase)
            {
                case LinkPhase.Resolving: return FromResolving(e);
                case LinkPhase.Connecting: return FromConnecting(e);
                default: return FromTls(e);
            }
        }

        // A target that needs TLS fails here when there is none, before the network is used.
        private static int FromResolving(LinkEvent e)
        {
            switch (e)
            {
                case LinkEvent.NameKnown: return Row(LinkPhase.Connecting, LinkAction.None);
                case LinkEvent.NoBuffer:
                case LinkEvent.TlsFailed:
                case LinkEvent.NameFailed: return Row(LinkPhase.Faulted, LinkAction.CleanUp);
                default: return Unlisted;
            }
        }

        // An adapter that blocks only reports its final result: a failed name look-up or certificate check may show here.
        private static int FromConnecting(LinkEvent e)
        {
            switch (e)
            {
                case LinkEvent.TcpOpen: return Row(LinkPhase.UpgradeSent, LinkAction.SendUpgrade);
                case LinkEvent.TcpOpenForTls: return Row(LinkPhase.TlsHandshake, LinkAction.None);
                case LinkEvent.NameFailed:
                case LinkEvent.TlsFailed: return Row(LinkPhase.Faulted, LinkAction.CleanUp);
                default: return Unlisted;
            }
        }

        private static int FromTls(LinkEvent e)
        {
            switch (e)
            {
                case LinkEvent.TlsOpen: return Row(LinkPhase.UpgradeSent, LinkAction.SendUpgrade);
                case LinkEvent.TlsFailed: return Row(LinkPhase.Faulted, LinkAction.CleanUp);
                default: return Unlisted;
            }
        }

        private static int FromUpgrade(LinkEvent e)
        {
            switch (e)
            {
                case LinkEvent.UpgradeAccepted: return Row(LinkPhase.ReadingHeader, LinkAction.Establish);
                case LinkEvent.CloseAsked: return Row(LinkPhase.Closed, LinkAction.CleanUp);
                case LinkEvent.UpgradeRefused:
                case LinkEvent.StreamEnded:
                case LinkEvent.DeadlinePassed: return Row(LinkPhase.Faulted, LinkAction.CleanUp);
                default: return Unlisted;
            }
        }

        private static int FromOpen(LinkPhase phase, LinkEvent e)
        {
            switch (e)
            {
                case LinkEvent.PayloadBegun: return phase == LinkPhase.ReadingHeader ? Row(LinkPhase.ReadingPayload, LinkAction.None) : Unlisted;
                case LinkEvent.FrameEnded: return Row(LinkPhase.ReadingHeader, LinkAction.None);
                case LinkEvent.Violation:
                case LinkEvent.PeerCloses:
                case LinkEvent.CloseAsked: return Row(LinkPhase.Closing, LinkAction.SendClose);
                case LinkEvent.StreamEnded:
                case LinkEvent.PeerSilent: return Row(LinkPhase.Faulted, LinkAction.CleanUp);
                default: return Unlisted;
            }
        }

        private static int FromClosing(LinkEvent e)
        {
            switch (e)
            {
                case LinkEvent.CloseAsked: return Row(LinkPhase.Closing, LinkAction.None);
                case LinkEvent.PeerCloses:
                case LinkEvent.CloseAnswered:
                case LinkEvent.StreamEnded:
                case LinkEvent.DeadlinePassed: return Row(LinkPhase.Closed, LinkAction.CleanUp);
                default: return Unlisted;
            }
        }

        private static int Row(LinkPhase next, LinkAction action) => (int)next | ((int)action << ActionShift);

        /// <summary>The phase's name, for the log.</summary>
        public static string NameOf(LinkPhase of)
        {
            switch (of)
            {
                case LinkPhase.Idle: return "Idle";
                case LinkPhase.Resolving: return "Resolving";
                case LinkPhase.Connecting: return "Connecting";
                case LinkPhase.TlsHandshake: return "TlsHandshake";
                case LinkPhase.UpgradeSent: return "UpgradeSent";
                case LinkPhase.ReadingHeader: return "ReadingHeader";
                case LinkPhase.ReadingPayload: return "ReadingPayload";
                case LinkPhase.Closing: return "Closing";
                case LinkPhase.Closed: return "Closed";
                default: return "Faulted";
            }
        }

        /// <summary>The event's name, for the log.</summary>
        public static string NameOf(LinkEvent of)
        {
            switch (of)
            {
                case LinkEvent.OpenAsked: return "OpenAsked";
                case LinkEvent.NoBuffer: return "NoBuffer";
                case LinkEvent.NameKnown: return "NameKnown";
                case LinkEvent.NameFailed: return "NameFailed";
                case LinkEvent.TcpOpen: return "TcpOpen";
                case LinkEvent.TcpOpenForTls: return "TcpOpenForTls";
                case LinkEvent.ConnectFailed: return "ConnectFailed";
                case LinkEvent.TlsOpen: return "TlsOpen";
                case LinkEvent.TlsFailed: return "TlsFailed";
                case LinkEvent.UpgradeAccepted: return "UpgradeAccepted";
                case LinkEvent.UpgradeRefused: return "UpgradeRefused";
                case LinkEvent.PayloadBegun: return "PayloadBegun";
                case LinkEvent.FrameEnded: return "FrameEnded";
                case LinkEvent.Violation: return "Violation";
                case LinkEvent.PeerCloses: return "PeerCloses";
                case LinkEvent.CloseAsked: return "CloseAsked";
                case LinkEvent.CloseAnswered: return "CloseAnswered";
                case LinkEvent.StreamEnded: return "StreamEnded";
                case LinkEvent.DeadlinePassed: return "DeadlinePassed";
                case LinkEvent.PeerSilent: return "PeerSilent";
                default: return "Destroyed";
            }
        }
    }
}
