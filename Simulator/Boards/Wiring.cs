using Firmware;

namespace Simulator.Boards;

/// <summary>One wire of a board: which pin, and what it goes to.</summary>
/// <param name="Part">The part at the other end, as a builder buys it.</param>
/// <param name="At">The terminal of that part.</param>
/// <param name="Note">What else the wire needs; empty for nothing.</param>
public sealed record Wire(PinRole Role, int Pin, string Part, string At, string Note)
{
    public string Signal => PinRoles.NameOf(Role);
}

/// <summary>All wires of a board, in the order in which somebody builds it, from the table that the firmware boots by.</summary>
public static class Wiring
{
    public const string Can1 = "MCP2515 CAN1 (power module)";
    public const string Can2 = "MCP2515 CAN2 (vehicle)";

    public static BoardProfile BoardOf(string name)
    {
        var board = new BoardProfile();
        if (BoardTable.Find(name, board)) return board;
        throw new Cli.UsageException($"board '{name}' is not known; allowed: {string.Join(", ", Names)}");
    }

    public static IEnumerable<string> Names
    {
        get
        {
            var board = new BoardProfile();
            for (int i = 0; BoardTable.Describe(i, board); i++) yield return board.Name;
        }
    }

    public static IReadOnlyList<Wire> Of(BoardProfile board) =>
    [
        .. Bus(board, Can1, PinRole.ModuleChipSelect, PinRole.ModuleInterrupt),
        .. Bus(board, Can2, PinRole.BmsChipSelect, PinRole.BmsInterrupt),
        .. One(board, PinRole.ConsoleTransmit, "USB-serial adapter", "RX", "115200 8N1"),
        .. One(board, PinRole.ConsoleReceive, "USB-serial adapter", "TX", ""),
        .. One(board, PinRole.OutputEnable, "contactor driver", "input", "high closes; pull-down"),
        .. One(board, PinRole.Watchdog, "external watchdog", "toggle input", "resets the board"),
        .. One(board, PinRole.StartButton, "START button", "to ground", "pull-up"),
        .. One(board, PinRole.StopButton, "STOP button", "to ground", "pull-up"),
        .. One(board, PinRole.GunSwitch, "gun switch", "to 3.3 V", "pull-down; high is closed (Charger.GunClosedHigh)"),
        .. One(board, PinRole.EmergencyStop, "emergency stop", "opens", "normally closed to ground; pull-up"),
        .. One(board, PinRole.ContactorContact, "auxiliary contact", "to ground", "pull-up"),
        .. One(board, PinRole.LightRed, "status light", "red", "through its resistor, high shines; images with -p:Panel=Fitted"),
        .. One(board, PinRole.LightGreen, "status light", "green", "as red"),
        .. One(board, PinRole.LightBlue, "status light", "blue", "as red; green shines where it is not fitted"),
        .. One(board, PinRole.Buzzer, "buzzer", "driver", "sounds while high"),
        .. One(board, PinRole.ReaderTransmit, "PN532 card reader", "RX", "switched to its serial mode (HSU), 3.3 V"),
        .. One(board, PinRole.ReaderReceive, "PN532 card reader", "TX", "115200 8N1"),
        .. One(board, PinRole.MeterTransmit, "RS-485 transceiver", "DI", "3.3 V; A and B to the meter; images with -p:Meter=Modbus"),
        .. One(board, PinRole.MeterReceive, "RS-485 transceiver", "RO", "as DI"),
        .. One(board, PinRole.MeterDirection, "RS-485 transceiver", "DE and /RE", "pull-down; not needed where the transceiver turns by itself"),
    ];

    private static IEnumerable<Wire> Bus(BoardProfile board, string part, PinRole chipSelect, PinRole interrupt)
    {
        if (board.Pin(chipSelect) == BoardProfile.NotFitted) return [];
        return
        [
            .. One(board, PinRole.SpiClock, part, "SCK", "shared"),
            .. One(board, PinRole.SpiMiso, part, "SO", "shared, 3.3 V"),
            .. One(board, PinRole.SpiMosi, part, "SI", "shared"),
            .. One(board, chipSelect, part, "CS", "pull-up"),
            .. One(board, interrupt, part, "INT", "pull-up"),
        ];
    }

    private static IEnumerable<Wire> One(BoardProfile board, PinRole role, string part, string at, string note) =>
        board.Pin(role) == BoardProfile.NotFitted ? [] : [new Wire(role, board.Pin(role), part, at, note)];
}
