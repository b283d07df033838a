using System.Collections.Concurrent;
using System.Net;
using Simulator.CentralModel;

namespace Simulator.CentralSystem;

/// <summary>How an embedded central system is set up; every value has a working default.</summary>
public sealed class EmbeddedCentralOptions
{
    /// <summary>Address of this machine to listen on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Deadlines: idle time, sweep, CALL time-out.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What the clock of the answers shows; null takes <see cref="Time"/>.</summary>
    public Func<DateTime>? UtcNow { get; init; }

    /// <summary>Password of the charge point by identity, raw key bytes (J 6.2.2); empty asks for none.</summary>
    public ConcurrentDictionary<string, byte[]> Passwords { get; } = [];

    /// <summary>Opens a second port for wss with these certificates; null for none.</summary>
    public CentralPki? Pki { get; init; }

    /// <summary>Identities that are served, others get 404; null serves all.</summary>
    public HashSet<string>? Identities { get; init; }

    /// <summary>Sets up the records of each charger when it is first seen.</summary>
    public Action<CentralRecords>? Prepare { get; init; }

    /// <summary>Below the idle time, so that a quiet charger stays connected.</summary>
    public int HeartbeatSeconds { get; init; } = 120;

    /// <summary>A connection without a message for this long is closed.</summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromSeconds(300);

    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan CallLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Lines about connections; may come from any thread.</summary>
    public Action<string>? Log { get; init; }
}
