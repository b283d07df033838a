using System.CommandLine;
using System.CommandLine.Parsing;
using Simulator.Drive;
using Simulator.Models;
using Simulator.Scenarios;
using Simulator.Session;
using Simulator.World;

namespace Simulator.Cli;

/// <summary>Plays one charging session, or a scenario from a file.</summary>
public static class RunCommand
{
    private const double UsualSpeed = 60;
    private const int LeastTlsProfile = 2;

    private static readonly Option<Uri?> Csms = OptionOf.WebSocketAddress("--csms", "A central system of yours instead of the embedded one: ws://HOST:PORT/PATH.");
    private static readonly Option<double> Speed = OptionOf.Number("--speed", $"Simulated seconds for each real one; 1 with --csms, where it cannot be more.", UsualSpeed, 0.1, 2000);
    private static readonly Option<int> Seconds = OptionOf.Whole("--seconds", "How long the vehicle charges, in simulated seconds.", 600, 1, 86_400);
    private static readonly Option<int> Seed = OptionOf.Whole("--seed", "The same seed gives the same run.", 1, 0, 1_000_000_000);
    private static readonly Option<FileInfo?> ScenarioFile = OptionOf.ExistingFile("--scenario", "Plays the events of this file instead (docs/scenarios.md).");
    private static readonly Option<string> Id = OptionOf.Text("--id", "The id that is presented.", "RIDER-1", 20);
    private static readonly Option<string> Identity = OptionOf.Text("--identity", "The charge point's identity.", "CP-SIM-1", 48);
    private static readonly Option<int> Profile = OptionOf.Whole("--profile", "The charger's security profile: 1 password, 2 TLS and password, 3 TLS and certificate.", 0, 0, 3);
    private static readonly Option<string?> Key = OptionOf.Hex("--key", "AuthorizationKey of profiles 1 and 2, for a central system of yours; else one is made.", 32, 40);
    private static readonly Option<FileInfo?> Root = OptionOf.ExistingFile("--root", "Root certificate (PEM) of a central system of yours; else the machine's own count.");
    private static readonly Option<string> Vehicle = OptionOf.Word("--vehicle", "The vehicle.", "pro", "classic", "pro", "max");
    private static readonly Option<double> Soc = OptionOf.Number("--soc", "Its charge at the start in %.", 40, 0, 100);
    private static readonly Option<bool> Remote = new("--remote") { Description = "The central system starts and stops the session." };
    private static readonly Option<bool> InMemory = new("--in-memory") { Description = "No socket and no wall clock: as fast as it computes, and the same every time." };
    private static readonly Option<bool> Brief = new("--brief") { Description = "Without the serial console and the OCPP trace." };

    private static readonly Option<bool> All = new("--all") { Description = "With every line of the serial console; else the status block comes once a minute and the machine-readable lines are left out." };
    private static readonly Option<bool> Pty = new("--pty") { Description = "The serial console on a pseudo terminal too, for monitor, drive or any terminal program; its name is printed first." };
    private static readonly Option<string?> Log = OptionOf.WritableFile("--log", "Writes every line of the serial console to this file (for plot).");

    public static Command Create()
    {
        var command = new Command("run", "Plays one session: boot, connect, plug in, authorise, charge, stop, unplug.");
        foreach (Option option in new Option[] { Csms, Speed, Seconds, Seed, ScenarioFile, Profile, Key, Root, Id, Identity, Vehicle, Soc, Remote, InMemory, Brief, All, Pty, Log }) command.Options.Add(option);
        command.Validators.Add(Refuse);
        command.SetAction(Run);
        return command;
    }

    /// <summary>What can never work together is refused before anything begins.</summary>
    private static void Refuse(CommandResult result)
    {
        try
        {
            RefuseTogether(result);
        }
        catch (InvalidOperationException)
        {
            // A value that is wrong by itself cannot be read and has an error of its own.
        }
    }

    private static void RefuseTogether(CommandResult result)
    {
        if (result.GetValue(Csms) is not Uri csms) return;
        int profile = result.GetValue(Profile);
        if (profile >= LeastTlsProfile && csms.Scheme != "wss") result.AddError($"--profile '{profile}' is not allowed with --csms '{csms}': profiles 2 and 3 are TLS, which is wss://");
        if (result.GetValue(InMemory)) result.AddError("--in-memory is not allowed with --csms: a central system of yours is reached over a socket");
        double speed = result.GetResult(Speed) is { Implicit: false } ? result.GetValue(Speed) : 1;
        if (speed > 1) result.AddError(FormattableString.Invariant($"--speed '{speed}' is not allowed with --csms: the charger's time limits would run out {speed} times as fast as the real network answers; 0.1 to 1"));
    }

    private static int Run(ParseResult parsed)
    {
        SessionOptions options;
        try
        {
            options = Options(parsed);
        }
        catch (ScenarioException e)
        {
            throw new UsageException($"--scenario '{parsed.GetValue(ScenarioFile)}': {e.Message}");
        }
        if (options.Csms is { Scheme: "ws" } csms && options.StartProfile >= LeastTlsProfile) throw new UsageException($"--scenario begins with security profile {options.StartProfile}, which is TLS, but --csms '{csms}' is not wss://");
        SessionView view = SessionView.OfTerminal(parsed.GetValue(Brief), parsed.GetValue(All));
        using StreamWriter? log = parsed.GetValue(Log) is string path ? new StreamWriter(path) : null;
        view.SerialLog = log;
        using var world = SessionWorld.Create(options);
        using IDisposable? cable = parsed.GetValue(Pty) ? LayCable(world.Charger) : null;
        world.Charger.Loop.Ended = Ending.Token;
        SessionResult result = new SessionRun(options, view, world.Charger, world.Central).Play();
        view.Summary(result);
        return result.Good ? 0 : 1;
    }

    private static PseudoTerminal? LayCable(ChargerWorld charger)
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("error: --pty is not allowed on this system: it makes pseudo terminals on Linux only");
            return null;
        }
        var terminal = new PseudoTerminal();
        charger.Loop.Add(new ConsoleCable(terminal, charger.Console));
        Console.WriteLine($"console: {terminal.Name}");
        return terminal;
    }

    private static SessionOptions Options(ParseResult parsed) => new()
    {
        Profile = parsed.GetValue(Profile),
        Key = parsed.GetValue(Key),
        RootFile = parsed.GetValue(Root)?.FullName,
        Csms = parsed.GetValue(Csms),
        Speed = parsed.GetValue(Csms) != null && parsed.GetResult(Speed) is not { Implicit: false } ? 1 : parsed.GetValue(Speed),
        Seed = parsed.GetValue(Seed),
        Identity = parsed.GetValue(Identity)!,
        InMemory = parsed.GetValue(InMemory),
        Scenario = parsed.GetValue(ScenarioFile) is FileInfo file ? ScenarioReader.ReadFile(file.FullName) : null,
        Plan = new SessionPlan
        {
            ChargeSeconds = parsed.GetValue(Seconds),
            IdTag = parsed.GetValue(Id)!,
            Vehicle = VehicleKind.All.First(k => k.Name == parsed.GetValue(Vehicle)),
            SocPercent = parsed.GetValue(Soc),
            Remote = parsed.GetValue(Remote),
        },
    };
}
