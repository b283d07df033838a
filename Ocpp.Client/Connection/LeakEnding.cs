namespace Ocpp.Client.Connection
{
    /// <summary>The ways a connection can end (resource-safety.md, "figures"); <see cref="LeakEndings"/> has their names.</summary>
    public enum LeakEnding
    {
        CleanClose,
        ServerKill,
        HalfOpen,
        Refused,
        WrongHandshake,
        TlsFailure,
        MissingPong,
        CableOut,
        Oversized,
        DestroyWithoutClose,
        None,
    }

    /// <summary>Names of endings: in commands, in figures, and in the path that tells leak-peer which one to play.</summary>
    public static class LeakEndings
    {
        public const int Count = (int)LeakEnding.None;

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
