namespace Ocpp.Client.Connection
{
    /// <summary>The ways a connection can end (resource-safety.md, "figures"); <see cref="LeakEndings"/> has their names.</summary>
    public enum LeakEnding
    {
        /// <summary>We close the link with a close frame, and the peer answers it.</summary>
        CleanClose,
        /// <summary>The peer resets the TCP connection without a close frame.</summary>
        ServerKill,
        /// <summary>The peer ends its sending side of the TCP connection and keeps reading.</summary>
        HalfOpen,
        /// <summary>Nothing listens on the port.</summary>
        Refused,
        /// <summary>The peer answers the upgrade with something else.</summary>
        WrongHandshake,
        /// <summary>The TLS handshake fails on the peer's certificate.</summary>
        TlsFailure,
        /// <summary>The peer does not answer pings.</summary>
        MissingPong,
        /// <summary>The peer is silent, as if its cable were pulled.</summary>
        CableOut,
        /// <summary>The peer sends a message that is larger than the limit.</summary>
        Oversized,
        /// <summary>We destroy the link without closing it.</summary>
        DestroyWithoutClose,
        /// <summary>No ending: the number of endings, and what an unknown name gives.</summary>
        None,
    }

    /// <summary>Names of endings: in commands, in figures, and in the path that tells leak-peer which one to play.</summary>
    public static class LeakEndings
    {
        /// <summary>How many endings there are.</summary>
        public const int Count = (int)LeakEnding.None;

        /// <summary>The name of an ending; it must be below <see cref="LeakEnding.None"/>.</summary>
        public static string NameOf(LeakEnding ending)
        {
            switch (ending)
            {
                case LeakEnding.CleanClose: return "clean_close";
                case LeakEnding.ServerKill: return "server_kill";
                case LeakEnding.HalfOpen: return "half_open";
                case LeakEnding.Refused: return "refused";
                case LeakEnding.WrongHandshake: return "wrong_handshake";
                case LeakEnding.TlsFailure: return "tls_failure";
                case LeakEnding.MissingPong: return "missing_pong";
                case LeakEnding.CableOut: return "cable_out";
                case LeakEnding.Oversized: return "oversized";
                default: return "destroy_without_close";
            }
        }

        /// <summary><see cref="LeakEnding.None"/> when there is none of that name.</summary>
        public static LeakEnding Find(string name)
        {
            for (int i = 0; i < Count; i++)
                if (NameOf((LeakEnding)i) == name) return (LeakEnding)i;
            return LeakEnding.None;
        }
    }
}
