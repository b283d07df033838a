using System.Globalization;
using System.Text;
using Firmware;
using Simulator.Boards;

namespace Simulator.Pages;

/// <summary>docs/boards.md and its pictures, from the table that the firmware boots by.</summary>
public static class BoardsPage
{
    public static string Text
    {
        get
        {
            var page = new StringBuilder("""
                # Boards and their wiring

                Written from the firmware's table of boards (`WRITE_DOCS=1 dotnet test Simulator.Tests --filter BoardsPage`); do not edit by hand.

                `board NAME` on the console chooses one, `board` lists them; it counts after the next restart. `dotnet run --project Simulator -- boards`
                prints and checks the same tables, and `boards default --pin "START button=12"` tells whether a pin could be moved. A board of your own is
                one more case in `Firmware/Boards/BoardTable.cs`. No board here was tried on hardware.

                Every pull-up goes to 3.3 V, every pull-down to ground, 10 kohm each. No pin of the chip stands 5 V: a CAN module fed with 5 V needs a
                level shifter at SO and INT. "Shared" wires go to both CAN modules. The watchdog is a chip that resets the board (and with it opens the
                contactor) when its input stops changing.


                """);
            foreach (string name in Wiring.Names) Board(page, Wiring.BoardOf(name));
            return page.ToString().ReplaceLineEndings("\n");
        }
    }

    private static void Board(StringBuilder page, BoardProfile board)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {board.Name}\n\n{BoardSheet.Describe(board)}\n\n![Wiring of board {board.Name}](images/board-{board.Name}.svg)\n\n");
        page.Append("| signal | pin | goes to | at | note |\n|---|---|---|---|---|\n");
        foreach (Boards.Wire wire in Wiring.Of(board))
            page.Append(CultureInfo.InvariantCulture, $"| {wire.Signal} | {wire.Pin} | {wire.Part} | {wire.At} | {wire.Note} |\n");
        page.Append('\n');
    }
}
