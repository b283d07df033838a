using System.Globalization;
using System.Text;
using Simulator.World;

namespace Simulator.CentralModel;

/// <summary>
/// An FTP server over connections in memory, in simulated time, with faults on order: as much of RFC 959 and 2428 as a charger
/// asks for. Every control connection has the same directory.
/// </summary>
public sealed class FtpServiceModel : IModel
{
    private const int EveryMs = 10;
    private const int ControlPort = 21;
    private const int FirstDataPort = 50_000;

    private readonly List<Visitor> _visitors = [];
    private readonly Dictionary<int, Visitor> _expected = [];
    private int _nextPort = FirstDataPort;

    public FtpServiceModel(MemoryNetwork network) => network.Accepted = Accept;

    public string Name => "ftp server";

    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Every command as it was received, passwords included.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>The only password that is accepted; null accepts every login.</summary>
    public string? Password { get; set; }

    /// <summary>EPSV is refused, as by old servers.</summary>
    public bool KnowsNoExtended { get; set; }

    public bool KnowsNoSize { get; set; }

    /// <summary>RETR and STOR get this code; 0 for none.</summary>
    public int Refusal { get; set; }

    /// <summary>Ends the data connection after so many bytes, with 426; negative for never.</summary>
    public int CutAfter { get; set; } = -1;

    /// <summary>The greeting: several lines, or nothing at all.</summary>
    public string Greeting { get; set; } = "220-Files of the test\r\n 220 is not the end\r\n220 ready\r\n";

    public long Step(long nowMs)
    {
        foreach (Visitor visitor in _visitors.ToArray()) Serve(visitor);
        _visitors.RemoveAll(v => v.Control.ServerClosed);
        return nowMs + EveryMs;
    }

    private void Accept(MemoryConnection connection)
    {
        if (connection.Port == ControlPort)
        {
            _visitors.Add(new Visitor(connection));
            connection.ServerWrite(Encoding.ASCII.GetBytes(Greeting));
        }
        else if (_expected.Remove(connection.Port, out Visitor? visitor)) visitor.Data = connection;
        else connection.CloseByServer();
    }

    private void Serve(Visitor visitor)
    {
        Span<byte> chunk = stackalloc byte[512];
        int read;
        while ((read = visitor.Control.ServerRead(chunk)) > 0) visitor.Line.Append(Encoding.UTF8.GetString(chunk[..read]));
        if (read < 0) visitor.Control.CloseByServer();
        if (visitor.Transfer != null)
        {
            Move(visitor);
            return;
        }
        string text = visitor.Line.ToString();
        int end = text.IndexOf("\r\n", StringComparison.Ordinal);
        if (end < 0) return;
        visitor.Line.Remove(0, end + 2);
        Commands.Add(text[..end]);
        string[] words = text[..end].Split(' ', 2);
        Reply(visitor, Answer(visitor, words[0], words.Length > 1 ? words[1] : ""));
    }

    private string Answer(Visitor visitor, string command, string argument)
    {
        if (!visitor.Entered && command is not ("USER" or "PASS" or "QUIT")) return "530 not logged in";
        switch (command)
        {
            case "USER":
                visitor.Entered = Password == null;
                return Password == null ? "230 come in" : "331 password?";
            case "PASS":
                visitor.Entered = argument == Password;
                return visitor.Entered ? "230-come in\r\n230 there is no news" : "530 no";
            case "TYPE":
                return "200 binary";
            case "SIZE" when !KnowsNoSize:
                return Files.TryGetValue(argument, out byte[]? sized) ? $"213 {sized.Length}" : "550 no such file";
            case "EPSV" when !KnowsNoExtended:
                return $"229 Entering Extended Passive Mode (|||{Expect(visitor)}|)";
            case "PASV":
                int port = Expect(visitor);
                // An address that leads nowhere: the client knows where it is.
                return $"227 Entering Passive Mode (192,0,2,1,{port / 256},{port % 256}).";
            case "RETR" or "STOR" when Refusal != 0:
                return $"{Refusal} refused";
            case "RETR" when !Files.ContainsKey(argument):
                return "550 no such file";
            case "RETR" or "STOR":
                visitor.Transfer = argument;
                visitor.Upload = command == "STOR" ? [] : null;
                visitor.Sent = 0;
                return "150 here it comes";
            case "QUIT":
                return "221 bye";
            default:
                return "502 not known";
        }
    }

    private int Expect(Visitor visitor)
    {
        visitor.Data = null;
        _expected[_nextPort] = visitor;
        return _nextPort++;
    }

    private void Move(Visitor visitor)
    {
        if (visitor.Data == null) return;
        bool ended = visitor.Upload != null ? Receive(visitor, visitor.Data) : Send(visitor, visitor.Data);
        bool cut = CutAfter >= 0 && (visitor.Upload?.Count ?? visitor.Sent) > CutAfter;
        if (!ended && !cut) return;
        visitor.Data.CloseByServer();
        visitor.Data = null;
        if (!cut && visitor.Upload != null) Files[visitor.Transfer!] = [.. visitor.Upload];
        visitor.Transfer = null;
        Reply(visitor, cut ? "426 cut" : "226 done");
    }

    private static bool Receive(Visitor visitor, MemoryConnection data)
    {
        Span<byte> chunk = stackalloc byte[512];
        int read;
        while ((read = data.ServerRead(chunk)) > 0) visitor.Upload!.AddRange(chunk[..read]);
        return read < 0;
    }

    private bool Send(Visitor visitor, MemoryConnection data)
    {
        byte[] file = Files[visitor.Transfer!];
        while (visitor.Sent < file.Length && (CutAfter < 0 || visitor.Sent <= CutAfter))
        {
            int most = Math.Min(512, file.Length - visitor.Sent);
            if (!data.ServerWrite(file.AsSpan(visitor.Sent, most))) return data.ClientClosed;
            visitor.Sent += most;
        }
        return visitor.Sent == file.Length;
    }

    private static void Reply(Visitor visitor, string text) => visitor.Control.ServerWrite(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text}\r\n")));

    private sealed class Visitor(MemoryConnection control)
    {
        public MemoryConnection Control { get; } = control;

        public StringBuilder Line { get; } = new();

        public bool Entered { get; set; }

        public MemoryConnection? Data { get; set; }

        public string? Transfer { get; set; }

        public List<byte>? Upload { get; set; }

        public int Sent { get; set; }
    }
}
