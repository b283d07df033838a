using System.Collections.Concurrent;
using Ocpp.Client.Configuration;
using Ocpp.Client.Transport;
using Simulator.CentralModel;
using Simulator.CentralSystem;
using Simulator.PanelParts;
using Simulator.Session;
using Simulator.World;

namespace Simulator.Play;

/// <summary>One charger that runs in a thread of its own until it is told to end, with what a terminal shows of it.</summary>
public sealed class PlaySession : IModel, IDisposable
{
    private const int LookEveryMs = 20;
    private const int StatusEveryMs = 250;
    private const int AnswerMs = 1500;
    private static readonly string[] s_block = ["[Status]", "[Metrics]", "[Vehicle]", "[Charger]"];

    private readonly SessionWorld _whole;
    private readonly PlayScreen _screen;
    private readonly CancellationTokenSource _ended;
    private readonly ConcurrentQueue<string> _typed = new();
    private readonly Queue<string> _echoes = new();
    private readonly Thread _thread;
    private long _answersUntilMs = -1;
    private long _nextStatusMs;
    private long _nowMs;

    public PlaySession(SessionOptions options, PlayScreen screen, TextWriter? log, CancellationToken end)
    {
        _screen = screen;
        Log = log;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(end);
        _whole = SessionWorld.Create(options);
        World.Loop.Pace = new WallPace(options.Speed);
        World.Loop.Ended = _ended.Token;
        World.Loop.Add(this);
        Central = _whole.Central as EmbeddedCentralSystem;
        Runner = new ActionRunner(World, Central);
        World.Console.LineWritten += Heard;
        if (Central != null) Central.Trace += Traced;
        if (Tap != null) Tap.Traced += Traced;
        if (Panel != null) Panel.Told += text => screen.Line(Seconds, "panel", text);
        World.Booted += firmware =>
        {
            Keys = [.. Enumerable.Range(0, firmware.Configuration.Count).Select(i => NameOf(firmware.Configuration, i))];
            // The log is for plot, which reads the figures.
            if (Log != null) World.Console.Type("status full\r");
        };
        _thread = new Thread(Run) { IsBackground = true, Name = "world" };
    }

    public string Name => "terminal";

    public ChargerWorld World => _whole.Charger;

    /// <summary>Null where the user brings one.</summary>
    public EmbeddedCentralSystem? Central { get; }

    public ActionRunner Runner { get; }

    /// <summary>The messages with a central system of the user's; null with the embedded one.</summary>
    public Net.MessageTap? Tap => _whole.Tap;

    /// <summary>Status light, buzzer and card reader.</summary>
    public SimulatedPanel? Panel => _whole.Panel;

    /// <summary>Every configuration key by its name; empty before the first boot.</summary>
    public IReadOnlyList<string> Keys { get; private set; } = [];

    /// <summary>Takes every line of the console, shown or not.</summary>
    public TextWriter? Log { get; }

    /// <summary>Shows OCPP messages.</summary>
    public Func<bool> TraceOn { get; set; } = () => true;

    /// <summary>The error that ended the world's thread; null while it runs and after an ordered end.</summary>
    public Exception? Broken { get; private set; }

    public double Seconds => Volatile.Read(ref _nowMs) / 1000.0;

    public void Start()
    {
        World.PowerOn();
        _thread.Start();
    }

    /// <summary>Types a line on the charger's console.</summary>
    public void Type(string line) => _typed.Enqueue(line);

    public long Step(long nowMs)
    {
        Volatile.Write(ref _nowMs, nowMs);
        while (_typed.TryDequeue(out string? line))
        {
            _echoes.Enqueue(line);
            _answersUntilMs = nowMs + AnswerMs;
            World.Console.Type(line + "\r");
        }
        if (nowMs >= _nextStatusMs)
        {
            _nextStatusMs = nowMs + StatusEveryMs;
            _screen.Status(StatusText());
        }
        return nowMs + LookEveryMs;
    }

    public void Dispose()
    {
        _ended.Cancel();
        if (_thread.IsAlive) _thread.Join();
        _whole.Dispose();
        _ended.Dispose();
    }

    /// <summary>The state of the charger in one line.</summary>
    internal string StatusText()
    {
        string broken = string.Join(", ", Runner.Lasting.Select(c => c.ToString()));
        if (broken.Length > 0) broken = $" | {broken}";
        if (World.Firmware is not { } firmware) return $" no power{broken}";
        string link = firmware.Link.State == LinkState.Open ? firmware.ChargePoint.IsOnline ? "online" : "connected" : "offline";
        string vehicle = World.Vehicle is { Plugged: true } v ? FormattableString.Invariant($"{v.Kind.Name} {v.SocPercent:F1} %") : "no vehicle";
        string power = FormattableString.Invariant($"{World.Stage.Volts:F1} V {World.Stage.Amperes:F1} A {World.Stage.DeliveredWh:F1} Wh");
        return $" {(firmware.ChargePoint.Status.Length == 0 ? "booting" : firmware.ChargePoint.Status)} | {link} | {vehicle} | {power} | {(World.ContactorIsClosed ? "output on" : "output off")}{broken}";
    }

    private void Run()
    {
        try
        {
            World.Loop.RunUntil(() => false, long.MaxValue);
        }
        catch (OperationCanceledException)
        {
            // Told to end.
        }
        catch (WorldException e)
        {
            Broken = e;
            _screen.Line(Seconds, "error", e.Message);
        }
    }

    private void Heard(string line)
    {
        Log?.WriteLine(line);
        if (_echoes.TryPeek(out string? echo) && IsEcho(echo, line)) _echoes.Dequeue();
        else if (World.Clock.NowMs < _answersUntilMs || !IsRoutine(line)) _screen.Line(World.Clock.NowMs / 1000.0, "serial", line);
    }

    /// <summary>The charger shows what is typed, a secret as asterisks.</summary>
    private static bool IsEcho(string typed, string line)
    {
        int secret = line.IndexOf('*');
        return typed == line || (secret > 0 && typed.Length == line.Length && typed.StartsWith(line[..secret], StringComparison.Ordinal));
    }

    // The status line tells the same ten times as often; asked for, they are shown.
    private static bool IsRoutine(string line) => line.Contains(" t_s=", StringComparison.Ordinal) || s_block.Any(b => line.StartsWith(b, StringComparison.Ordinal));

    private void Traced(OcppTrace trace)
    {
        if (!TraceOn()) return;
        string text = trace.ToString();
        _screen.Line(Seconds, "ocpp " + text[..2], text[3..]);
    }

    private static string NameOf(ConfigurationStore configuration, int index)
    {
        var key = new ConfigurationKey();
        configuration.Describe(index, key);
        return key.Name;
    }
}
