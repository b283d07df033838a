namespace Simulator.Leak;

/// <summary>The ways a connection can end; their names on the command line and in figures are <see cref="LeakEndings.NameOf"/>.</summary>
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
}

public static class LeakEndings
{
    public static IReadOnlyList<LeakEnding> All { get; } = Enum.GetValues<LeakEnding>();

    public static string NameOf(LeakEnding ending) => ending switch
    {
        LeakEnding.CleanClose => "clean_close",
        LeakEnding.ServerKill => "server_kill",
        LeakEnding.HalfOpen => "half_open",
        LeakEnding.Refused => "refused",
        LeakEnding.WrongHandshake => "wrong_handshake",
        LeakEnding.TlsFailure => "tls_failure",
        LeakEnding.MissingPong => "missing_pong",
        LeakEnding.CableOut => "cable_out",
        LeakEnding.Oversized => "oversized",
        _ => "destroy_without_close",
    };

    /// <summary>Null when there is none of that name.</summary>
    public static LeakEnding? Find(string name) => All.Where(e => NameOf(e) == name).Select(e => (LeakEnding?)e).FirstOrDefault();
}
