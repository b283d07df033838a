using System.Text;
using Simulator.CentralModel;
using Simulator.Models;
using Simulator.World;

namespace Simulator.Wire;

/// <summary>
/// Two chargers with the same seed: the central system of one writes every text plainly, that of the other writes the same
/// texts with random escapes, its own answers and message ids included. Both chargers must say the same, word by word.
/// </summary>
public sealed class EscapeRun
{
    private const int TurnMs = 80;
    private const int MostTurns = 50;
    private const int MostBytes = 4000;

    private readonly Random _random;
    private readonly RandomCall _calls;
    private readonly Side _plain;
    private readonly Side _escaped;

    public EscapeRun(int seed)
    {
        _random = new Random(seed);
        _calls = new RandomCall(_random);
        _plain = new Side(seed, text => text);
        _escaped = new Side(seed, Respell);
    }

    /// <summary>Texts that were sent with an escape at least.</summary>
    public int Cases { get; private set; }

    /// <summary>Statuses of both chargers that came before the transaction's own message.</summary>
    public int EarlyStatuses => _plain.Central.Session.EarlyStatuses + _escaped.Central.Session.EarlyStatuses;

    /// <summary>Messages of the chargers that were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>Null while both have said the same, else where they first did not.</summary>
    public string? Difference { get; private set; }

    /// <summary>Goes through all actions again and again until so many texts had escapes, or the chargers differ.</summary>
    public void Run(int cases)
    {
        string last = "boot";
        for (int i = 0; i < MostTurns; i++) Turn(last);
        while (Cases < cases && Difference == null)
        {
            foreach (string action in RandomCall.Actions)
            {
                string payload = _calls.Payload(action).ToJsonString();
                last = $"{action} {payload}";
                _plain.Central.Session.Call(action, payload, checkedBySchema: false);
                _escaped.Central.Session.Call(action, payload, checkedBySchema: false);
                for (int turn = 0; turn < MostTurns && Difference == null && (turn == 0 || _plain.IsAsking || _escaped.IsAsking); turn++) Turn(last);
            }
        }
    }

    private void Turn(string what)
    {
        _plain.Run(TurnMs);
        _escaped.Run(TurnMs);
        Compared += _plain.Said.Count;
        for (int i = 0; i < Math.Max(_plain.Said.Count, _escaped.Said.Count) && Difference == null; i++)
        {
            string plain = i < _plain.Said.Count ? _plain.Said[i] : "nothing";
            string escaped = i < _escaped.Said.Count ? _escaped.Said[i] : "nothing";
            if (plain != escaped) Difference = $"{what}\nplain:   {plain}\nescaped: {escaped}\nsent:    {_escaped.Sent}";
        }
        _plain.Said.Clear();
        _escaped.Said.Clear();
    }

    private string Respell(string text)
    {
        double share = _random.Next(4) == 0 ? 1 : _random.NextDouble();
        string escaped = JsonSpelling.Escape(text, _random, share);
        for (int i = 0; i < 10 && Encoding.UTF8.GetByteCount(escaped) > MostBytes; i++) escaped = JsonSpelling.Escape(text, _random, share /= 2);
        if (escaped == text || Encoding.UTF8.GetByteCount(escaped) > MostBytes) return text;
        Cases++;
        return escaped;
    }

    /// <summary>One charger with its central system.</summary>
    private sealed class Side
    {
        private readonly ChargerWorld _world;

        public Side(int seed, Func<string, string> spelling)
        {
            var settings = new WorldSettings { Seed = seed };
            _world = new ChargerWorld(settings);
            var network = new MemoryNetwork(_world.Clock);
            Central = new CentralSystemModel(network, settings.StartUtc)
            {
                Spelling = text => Sent = spelling(text),
                Traced = t =>
                {
                    if (t.FromCharger) Said.Add($"{t.MessageType} {t.MessageId} {t.Action} {t.Payload}");
                },
            };
            _world.Transport = () => new MemoryTransport(network);
            _world.Loop.Add(Central);
            _world.PowerOn();
            _world.Plug(new VehicleModel(VehicleKind.Pro, 50));
        }

        public CentralSystemModel Central { get; }

        public List<string> Said { get; } = [];

        /// <summary>The last text of the central system as it went out.</summary>
        public string Sent { get; private set; } = "";

        public bool IsAsking => Central.Session.OutstandingId.Length > 0;

        public void Run(int ms) => _world.Loop.RunUntil(() => false, _world.Clock.NowMs + ms);
    }
}
