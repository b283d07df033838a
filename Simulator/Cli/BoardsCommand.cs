using System.CommandLine;
using System.Globalization;
using Firmware;
using Simulator.Boards;
using Spectre.Console;

namespace Simulator.Cli;

/// <summary>Prints and checks the wiring of the boards that the firmware knows.</summary>
public static class BoardsCommand
{
    public static Command Create()
    {
        var command = new Command("boards", "Prints the wiring table of each board, or of NAME, and checks its pins as the firmware does at boot.");
        var name = new Argument<string?>("name") { Description = "One board; all unless told.", Arity = ArgumentArity.ZeroOrOne };
        var pins = new Option<string[]>("--pin") { Description = "Moves a pin before the check: \"SIGNAL=NUMBER\", -1 for not fitted; with NAME." };
        var svg = new Option<string?>("--svg") { Description = "Writes the picture of board NAME to this file too." };
        command.Arguments.Add(name);
        command.Options.Add(pins);
        command.Options.Add(svg);
        command.SetAction(parsed => Print(parsed.GetValue(name), parsed.GetValue(pins) ?? [], parsed.GetValue(svg)));
        return command;
    }

    private static int Print(string? name, string[] moves, string? svg)
    {
        if (name == null && (moves.Length > 0 || svg != null)) throw new UsageException("--pin and --svg need the name of a board; known are " + string.Join(", ", Wiring.Names));
        int refused = 0;
        foreach (string one in name == null ? Wiring.Names : [name])
        {
            BoardProfile board = Wiring.BoardOf(one);
            foreach (string move in moves) Move(board, move);
            Console.WriteLine($"board '{one}': {BoardSheet.Describe(board)}");
            AnsiConsole.Write(BoardSheet.TableOf(board));
            string? conflict = board.Conflict();
            Console.WriteLine(conflict == null ? $"board '{one}': every pin can do what it is asked to" : conflict);
            if (conflict != null) refused++;
            if (svg != null) File.WriteAllText(svg, WiringDrawing.Of(board));
        }
        return refused == 0 ? 0 : 1;
    }

    private static void Move(BoardProfile board, string move)
    {
        string[] halves = move.Split('=');
        List<PinRole> roles = [.. Enumerable.Range(0, PinRoles.Count).Select(i => (PinRole)i).Where(r => string.Equals(PinRoles.NameOf(r), halves[0].Trim(), StringComparison.OrdinalIgnoreCase))];
        if (roles.Count == 0) throw new UsageException($"--pin '{move}' is not allowed: no signal '{halves[0]}'; known are {string.Join(", ", Enumerable.Range(0, PinRoles.Count).Select(i => PinRoles.NameOf((PinRole)i)))}");
        if (halves.Length != 2 || !int.TryParse(halves[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int pin) || pin is < -1 or > sbyte.MaxValue)
            throw new UsageException($"--pin '{move}' is not allowed: SIGNAL=NUMBER with a number from 0 to {sbyte.MaxValue}, or -1 for not fitted");
        board.Set(roles[0], pin);
    }
}
