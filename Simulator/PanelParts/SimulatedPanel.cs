using Firmware.Panel;
using Simulator.World;

namespace Simulator.PanelParts;

/// <summary>Light, buzzer and card reader of a simulated charger, fitted before it is powered on.</summary>
public sealed class SimulatedPanel
{
    private readonly ChargerWorld _charger;

    public SimulatedPanel(ChargerWorld charger)
    {
        _charger = charger;
        Red = new SimulatedOutput("red light", charger.Clock);
        Green = new SimulatedOutput("green light", charger.Clock);
        Blue = new SimulatedOutput("blue light", charger.Clock);
        Buzzer = new SimulatedOutput("buzzer", charger.Clock);
        Action<global::Firmware.FirmwarePorts>? others = charger.PortsMade;
        charger.PortsMade = ports =>
        {
            others?.Invoke(ports);
            ports.Panel = new OperatorPanel(new StatusLight(Red, Green, Blue), new Buzzer(Buzzer), new CardReader(Reader));
        };
    }

    public SimulatedOutput Red { get; }

    public SimulatedOutput Green { get; }

    public SimulatedOutput Blue { get; }

    public SimulatedOutput Buzzer { get; }

    public Pn532Model Reader { get; } = new();

    /// <summary>What the light shows, by the firmware; null without power.</summary>
    public LightState? State => _charger.Firmware?.Ports.Panel?.State;

    /// <summary>Holds a card of that UID to the reader until <see cref="TakeAway"/>.</summary>
    /// <param name="uid">Two hex digits a byte; 4, 7 or 10 bytes.</param>
    public void Hold(string uid) => Reader.Card = Convert.FromHexString(uid);

    public void TakeAway() => Reader.Card = null;
}
