using Firmware;
using Spectre.Console;

namespace Simulator.Boards;

/// <summary>The data of a board as text for a terminal.</summary>
public static class BoardSheet
{
    /// <summary>One sentence: chip, network, crystal, and the pins that the module keeps for itself.</summary>
    public static string Describe(BoardProfile board)
    {
        string chip = board.Chip == ChipKind.Esp32S3 ? "ESP32-S3" : "ESP32";
        string network = board.Network == NetworkKind.Ethernet ? "Ethernet" : "Wi-Fi";
        List<int> kept = [.. Enumerable.Range(0, 64).Where(p => (board.ReservedPins & 1L << p) != 0)];
        string reserved = kept.Count == 0 ? "" : $"; {string.Join(", ", kept)} belong to {board.ReservedFor}";
        return $"{chip}, {network}, MCP2515 with a crystal of {board.CrystalMhz} MHz{reserved}.";
    }

    public static Table TableOf(BoardProfile board)
    {
        Table table = new Table().Border(TableBorder.Minimal);
        foreach (string column in new[] { "signal", "pin", "goes to", "at", "note" }) table.AddColumn(column);
        foreach (Wire wire in Wiring.Of(board)) table.AddRow(Markup.Escape(wire.Signal), $"{wire.Pin}", Markup.Escape(wire.Part), Markup.Escape(wire.At), Markup.Escape(wire.Note));
        return table;
    }
}
