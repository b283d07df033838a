using System.Globalization;
using System.Text;
using Simulator.World;

namespace Simulator.CentralModel;

/// <summary>The file service over connections in memory, in simulated time, with faults on order: enough HTTP for one request a connection.</summary>
public sealed class FileServiceModel : IModel
{
    private const int EveryMs = 10;

    private readonly List<Served> _served = [];

    public FileServiceModel(MemoryNetwork network)
    {
        network.Accepted = connection => _served.Add(new Served(connection));
    }

    public string Name => "file service";

    public FileService Service { get; } = new();

    /// <summary>Aborts the connection after so many bytes in either direction; negative for never.</summary>
    public int CutAfter { get; set; } = -1;

    /// <summary>Requests that came in whole.</summary>
    public int Requests { get; private set; }

    public long Step(long nowMs)
    {
        foreach (Served one in _served) Serve(one);
        _served.RemoveAll(s => s.Connection.ServerClosed);
        return nowMs + EveryMs;
    }

    private void Serve(Served one)
    {
        Span<byte> chunk = stackalloc byte[1024];
        int read;
        while ((read = one.Connection.ServerRead(chunk)) > 0) one.In.AddRange(chunk[..read]);
        if (CutAfter >= 0 && one.In.Count + one.Sent > CutAfter) one.Connection.CloseByServer();
        else if (read < 0) one.Connection.CloseByServer();
        else if (one.Out == null) Answer(one);
        else Send(one);
    }

    private void Answer(Served one)
    {
        byte[] all = [.. one.In];
        string text = Encoding.ASCII.GetString(all);
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return;
        string[] lines = text[..end].Split("\r\n");
        string? length = lines.FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        int body = length == null ? 0 : int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture);
        if (all.Length < end + 4 + body) return;
        Requests++;
        string[] request = lines[0].Split(' ');
        (int status, byte[] file) = Service.Serve(request[0], request[1].Split('?')[0], all[(end + 4)..(end + 4 + body)]);
        one.Out = [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Said\r\nContent-Length: {file.Length}\r\nConnection: close\r\n\r\n"), .. file];
    }

    private void Send(Served one)
    {
        // As much as the other side accepts, and never more than the ordered abort allows.
        while (one.Sent < one.Out!.Length)
        {
            int most = Math.Min(512, one.Out.Length - one.Sent);
            if (CutAfter >= 0) most = Math.Min(most, Math.Max(0, CutAfter + 1 - one.In.Count - one.Sent));
            if (most == 0 || !one.Connection.ServerWrite(one.Out.AsSpan(one.Sent, most))) return;
            one.Sent += most;
        }
        one.Connection.CloseByServer();
    }

    private sealed class Served(MemoryConnection connection)
    {
        public MemoryConnection Connection { get; } = connection;

        public List<byte> In { get; } = [];

        public byte[]? Out { get; set; }

        public int Sent { get; set; }
    }
}
