using Firmware.Panel;
using Simulator.World;

namespace Simulator.PanelParts;

/// <summary>Light, buzzer and card reader of a simulated charger, fitted before it is powered on.</summary>
public sealed class SimulatedPanel : IModel
{
    /// <summary>How long a card that is presented is held to the reader: two polls of the reader and a little more.</summary>
    public const int HeldMs = 700;

    private const int LookEveryMs = 50;

    /// <summary>A card that is back sooner counts as one that has never gone.</summary>
    private const int AwayMs = CardReader.AwayMs + CardReader.EveryMs;

    private static readonly int[] s_uidBytes = [4, 7, 10];

    private readonly ChargerWorld _charger;
    private readonly BuzzerListener _listener;
    private string _uid = "";
    private long? _heldFromMs;
    private long _heldUntilMs = -AwayMs;
    private LightState? _told;

    public SimulatedPanel(ChargerWorld charger)
    {
        _charger = charger;
        Red = new SimulatedOutput("red light", charger.Clock);
        Green = new SimulatedOutput("green light", charger.Clock);
        Blue = new SimulatedOutput("blue light", charger.Clock);
        Buzzer = new SimulatedOutput("buzzer", charger.Clock);
        _listener = new BuzzerListener(Buzzer, charger.Clock);
        Action<global::Firmware.FirmwarePorts>? others = charger.PortsMade;
        charger.PortsMade = ports =>
        {
            others?.Invoke(ports);
            ports.Panel = new OperatorPanel(new StatusLight(Red, Green, Blue), new Buzzer(Buzzer), new CardReader(Reader));
        };
        charger.PresentCard = Present;
        charger.Loop.Add(this);
    }

    public string Name => "panel";

    public SimulatedOutput Red { get; }

    public SimulatedOutput Green { get; }

    public SimulatedOutput Blue { get; }

    public SimulatedOutput Buzzer { get; }

    public Pn532Model Reader { get; } = new();

    /// <summary>Light and buzzer in words, once for each change.</summary>
    public Action<string>? Told { get; set; }

    /// <summary>What the light shows, by the firmware; null without power.</summary>
    public LightState? State => _charger.Firmware?.Ports.Panel?.State;

    /// <summary>What the buzzer told last, in words; empty before that.</summary>
    public string Heard { get; private set; } = "";

    /// <summary>UID of a card that can be held to the reader: 4, 7 or 10 bytes in hexadecimal digits.</summary>
    public static bool IsUid(string id) => id.Length % 2 == 0 && s_uidBytes.Contains(id.Length / 2) && id.All(char.IsAsciiHexDigit);

    /// <summary>Holds a card of that UID to the reader until <see cref="TakeAway"/>.</summary>
    /// <param name="uid">Two hex digits a byte; 4, 7 or 10 bytes.</param>
    public void Hold(string uid) => Reader.Card = Convert.FromHexString(uid);

    public void TakeAway() => Reader.Card = null;

    public long Step(long nowMs)
    {
        if (_heldFromMs is long from && nowMs >= from) Hand(nowMs);
        if (State is LightState state && state != _told)
        {
            _told = state;
            Told?.Invoke($"light: {LightWords.Of(state)}");
        }
        if (_listener.ReadHeard() is string heard)
        {
            Heard = heard;
            Told?.Invoke($"buzzer: {heard}");
        }
        return nowMs + LookEveryMs;
    }

    /// <summary>Holds a card to the reader for a moment, the one that was just there once it has been away; false for an id that no card has as its UID.</summary>
    private bool Present(string id)
    {
        if (!IsUid(id)) return false;
        long nowMs = _charger.Clock.NowMs;
        _heldFromMs = id.Equals(_uid, StringComparison.OrdinalIgnoreCase) ? Math.Max(nowMs, _heldUntilMs + AwayMs) : nowMs;
        _heldUntilMs = _heldFromMs.Value + HeldMs;
        _uid = id;
        Hand(nowMs);
        return true;
    }

    private void Hand(long nowMs)
    {
        if (nowMs >= _heldUntilMs)
        {
            _heldFromMs = null;
            TakeAway();
        }
        else if (nowMs >= _heldFromMs) Hold(_uid);
    }
}
