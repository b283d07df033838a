namespace Simulator.CentralSystem;

/// <summary>What the register has counted.</summary>
public sealed record ConnectionTotals(int Active, int Opened, int Closed, int Replaced, int SweptGone, int SweptIdle, int Refused);

/// <summary>
/// Counts each connection in and out with a line, lets an identity have one (a newer one replaces the older), and removes
/// those that have gone or are silent.
/// </summary>
internal sealed class ConnectionRegister(TimeSpan idleLimit, Action<string> log)
{
    public const int Replacing = 1001;
    public const int Idle = 1001;

    private readonly Lock _guard = new();
    private readonly Dictionary<string, ChargerConnection> _byIdentity = [];
    private int _opened, _closed, _replaced, _sweptGone, _sweptIdle, _refused;

    public ConnectionTotals Totals
    {
        get { lock (_guard) return new ConnectionTotals(_byIdentity.Count, _opened, _closed, _replaced, _sweptGone, _sweptIdle, _refused); }
    }

    public IReadOnlyList<ChargerConnection> Active
    {
        get { lock (_guard) return [.. _byIdentity.Values]; }
    }

    public ChargerConnection? Of(string identity)
    {
        lock (_guard) return _byIdentity.GetValueOrDefault(identity);
    }

    public void Refused(string identity, string why)
    {
        lock (_guard) _refused++;
        log($"refused {identity}: {why}");
    }

    public void Enter(ChargerConnection connection)
    {
        ChargerConnection? older;
        int active;
        lock (_guard)
        {
            _opened++;
            _byIdentity.Remove(connection.Identity, out older);
            if (older != null) _replaced++;
            _byIdentity[connection.Identity] = connection;
            active = _byIdentity.Count;
            if (older != null && older.Leave()) _closed++;
        }
        log($"+ {connection.Identity} #{connection.Number}, {active} active");
        if (older == null) return;
        older.Close(Replacing, "replaced by a newer connection");
        log($"- {older.Identity} #{older.Number} replaced by #{connection.Number}, {active} active");
    }

    /// <summary>Counts a connection out, once, whoever noticed its end first.</summary>
    public void Leave(ChargerConnection connection)
    {
        if (Remove(connection, out int active)) log($"- {connection.Identity} #{connection.Number} {connection.CloseCode} {connection.CloseReason}, {active} active");
    }

    /// <summary>Removes connections that have gone without a close frame or were silent for the idle limit.</summary>
    public void Sweep()
    {
        int gone = 0, idle = 0;
        foreach (ChargerConnection connection in Active)
        {
            if (connection.PeerGone())
            {
                connection.Abort();
                if (Remove(connection, out _)) gone++;
            }
            else if (connection.Idle >= idleLimit)
            {
                connection.Close(Idle, $"nothing for {idleLimit.TotalSeconds:F0} s");
                if (Remove(connection, out _)) idle++;
            }
        }
        int active;
        lock (_guard)
        {
            _sweptGone += gone;
            _sweptIdle += idle;
            active = _byIdentity.Count;
        }
        log($"sweep: {gone} gone and {idle} idle removed, {active} active");
    }

    private bool Remove(ChargerConnection connection, out int active)
    {
        lock (_guard)
        {
            bool first = connection.Leave();
            if (first) _closed++;
            if (_byIdentity.GetValueOrDefault(connection.Identity) == connection) _byIdentity.Remove(connection.Identity);
            active = _byIdentity.Count;
            return first;
        }
    }
}
