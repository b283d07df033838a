using System.CommandLine;
using Simulator.Cli;
using Simulator.Monitor;
using Simulator.Scenarios;
using Spectre.Console;

namespace Simulator.Drive;

/// <summary>The scenarios of run and soak on a charger behind a serial cable.</summary>
public static class DriveCommand
{
    private static readonly Argument<string> s_port = new("port") { Description = "The charger's console: a serial port (COM5, /dev/ttyUSB0) at 115200 8N1." };
    private static readonly Option<ScenarioFile?> s_scenarioFile = OptionOf.Scenario("What is played (docs/scenarios.md); the day of soak unless told.");
    private static readonly Option<string?> s_log = OptionOf.WritableFile("--log", "Writes every line of the console to this file, for plot.");

    public static Command Create()
    {
        var command = new Command("drive", "Plays a scenario on a real charger in real time: types what its console can do, asks the person at the bench for the rest.");
        command.Arguments.Add(s_port);
        command.Options.Add(s_scenarioFile);
        command.Options.Add(s_log);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string port = parsed.GetValue(s_port)!;
        ScenarioFile? file = parsed.GetValue(s_scenarioFile);
        try
        {
            Scenario scenario = file?.Read() ?? Soak.SoakDay.Scenario;
            using TextReader lines = LineSource.Open(port);
            using TextWriter typed = LineSource.OpenForTyping(port);
            using StreamWriter? log = parsed.GetValue(s_log) is string to ? new StreamWriter(to, append: true) { AutoFlush = true } : null;
            var session = new DriveSession(lines, typed, Tell) { Log = log, Prompt = Prompt };
            new Thread(() => TakeConfirmations(session)) { IsBackground = true }.Start();
            session.Play(scenario, new RealPlayTime());
            Console.WriteLine(session.Verdict());
            return session.Good ? 0 : 1;
        }
        catch (ScenarioException e)
        {
            Console.Error.WriteLine($"error: --scenario '{file}': {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or PlatformNotSupportedException)
        {
            Console.Error.WriteLine($"error: port '{port}' cannot be opened: {e.Message}");
        }
        return Program.WrongUsage;
    }

    /// <summary>The charger's own lines stay in the background.</summary>
    private static void Tell(string line) => AnsiConsole.MarkupLine($"[grey]{Markup.Escape(line)}[/]");

    private static void Prompt(string what)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.Write(new Rule($"[black on yellow] {Markup.Escape(what)} - then press Enter [/]").LeftJustified());
        AnsiConsole.WriteLine();
    }

    private static void TakeConfirmations(DriveSession session)
    {
        var typed = new BoundedLines(Console.In, BoundedLines.MostTyped);
        while (typed.ReadLine() != null) session.Confirm();
    }
}
