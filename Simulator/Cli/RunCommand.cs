using System.CommandLine;
using System.CommandLine.Parsing;
using Simulator.CentralSystem;
using Simulator.Drive;
using Simulator.Models;
using Simulator.Play;
using Simulator.Scenarios;
using Simulator.Session;
using Simulator.Web;
using Simulator.World;

namespace Simulator.Cli;

/// <summary>Plays one charging session, or a scenario from a file.</summary>
public static class RunCommand
{
    private const double UsualSpeed = 60;
    private const int LeastTlsProfile = 2;

    private static readonly Option<Uri?> s_csms = OptionOf.WebSocketAddress("--csms", "A central system of yours instead of the embedded one: ws://HOST:PORT/PATH.");
    private static readonly Option<double> s_speed = OptionOf.Number("--speed", $"Simulated seconds for each real one; 1 with --csms, where it cannot be more.", UsualSpeed, 0.1, 2000);
    private static readonly Option<int> s_seconds = OptionOf.Whole("--seconds", "How long the vehicle charges, in simulated seconds.", 600, 1, 86_400);
    private static readonly Option<int> s_seed = OptionOf.Whole("--seed", "The same seed gives the same run.", 1, 0, 1_000_000_000);
    private static readonly Option<ScenarioFile?> s_scenarioFile = OptionOf.Scenario("Plays the events of this file instead (docs/scenarios.md).");
    private static readonly Option<string> s_id = OptionOf.Text("--id", "The id that is presented.", "RIDER-1", 20);
    private static readonly Option<string> s_identity = OptionOf.Text("--identity", "The charge point's identity.", "CP-SIM-1", 48);
    private static readonly Option<int> s_profile = OptionOf.Whole("--profile", "The charger's security profile: 1 password, 2 TLS and password, 3 TLS and certificate.", 0, 0, 3);
    private static readonly Option<string?> s_key = OptionOf.Hex("--key", "AuthorizationKey of profiles 1 and 2, for a central system of yours; else one is made.", 32, 40);
    private static readonly Option<FileInfo?> s_root = OptionOf.ExistingFile("--root", "Root certificate (PEM) of a central system of yours; else the machine's own count.");
    private static readonly Option<string> s_vehicle = OptionOf.Word("--vehicle", "The vehicle.", "pro", "classic", "pro", "max");
    private static readonly Option<double> s_soc = OptionOf.Number("--soc", "Its charge at the start in %.", 40, 0, 100);
    private static readonly Option<bool> s_remote = new("--remote") { Description = "The central system starts and stops the session." };
    private static readonly Option<bool> s_inMemory = new("--in-memory") { Description = "No socket and no wall clock: as fast as it computes, and the same every time." };
    private static readonly Option<bool> s_brief = new("--brief") { Description = "Without the serial console and the OCPP trace." };

    private static readonly Option<bool> s_signed = new("--signed") { Description = "Firmware that takes signed updates, on a board with two places for an image (docs/firmware-update.md)." };
    private static readonly Option<bool> s_all = new("--all") { Description = "With every line of the serial console; else the status block comes once a minute and the machine-readable lines are left out." };
    private static readonly Option<bool> s_pty = new("--pty") { Description = "The serial console on a pseudo terminal too, for monitor, drive or any terminal program; its name is printed first." };
    private static readonly Option<string> s_meter = MeterOption.Create();
    private static readonly Option<int> s_devicePage = DevicePageOption.Create();
    private static readonly Option<string?> s_log = OptionOf.WritableFile("--log", "Writes every line of the serial console to this file (for plot).");

    public static Command Create()
    {
        var command = new Command("run", "Plays one session: boot, connect, plug in, authorise, charge, stop, unplug.");
        foreach (Option option in new Option[] { s_csms, s_speed, s_seconds, s_seed, s_scenarioFile, s_profile, s_key, s_root, s_id, s_identity, s_vehicle, s_soc, s_remote, s_inMemory, s_brief, s_signed, s_all, s_pty, s_meter, s_devicePage, s_log }) command.Options.Add(option);
        WebOptions.AddTo(command);
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
        if (result.GetValue(s_csms) is not Uri csms) return;
        int profile = result.GetValue(s_profile);
        if (profile >= LeastTlsProfile && csms.Scheme != "wss") result.AddError($"--profile '{profile}' is not allowed with --csms '{csms}': profiles 2 and 3 are TLS, which is wss://");
        if (result.GetValue(s_inMemory)) result.AddError("--in-memory is not allowed with --csms: a central system of yours is reached over a socket");
        double speed = result.GetResult(s_speed) is { Implicit: false } ? result.GetValue(s_speed) : 1;
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
            throw new UsageException($"--scenario '{parsed.GetValue(s_scenarioFile)}': {e.Message}");
        }
        if (options.Csms is { Scheme: "ws" } csms && options.StartProfile >= LeastTlsProfile) throw new UsageException($"--scenario begins with security profile {options.StartProfile}, which is TLS, but --csms '{csms}' is not wss://");
        SessionView view = SessionView.OfTerminal(parsed.GetValue(s_brief), parsed.GetValue(s_all));
        PageSettings? page = WebOptions.Read(parsed);
        if (page != null && options.InMemory) throw new UsageException("--web is not allowed with --in-memory: without a wall clock there is nothing to watch");
        if (options.DevicePage > 0 && options.InMemory) throw new UsageException("--device-page is not allowed with --in-memory: without a wall clock no client can reach it in time");
        using StreamWriter? log = parsed.GetValue(s_log) is string path ? new StreamWriter(path) : null;
        view.SerialLog = log;
        using var world = SessionWorld.Create(options);
        using IDisposable? cable = parsed.GetValue(s_pty) ? LayCable(world.Charger) : null;
        world.Charger.Loop.Ended = Ending.Token;
        var run = new SessionRun(options, view, world.Charger, world.Central);
        using PageServer? server = page == null ? null : Serve(options, view, world, page);
        SessionResult result = run.Play();
        view.Summary(result);
        int code = result.Good ? 0 : 1;
        if (server == null) return code;
        Ending.IsJudged(code);
        StayOn(world.Charger, server);
        return code;
    }

    private static PageServer Serve(SessionOptions options, SessionView view, SessionWorld world, PageSettings page)
    {
        var embedded = world.Central as EmbeddedCentralSystem;
        WorldPage source = new WorldPage(options, world.Charger, embedded, new ActionRunner(world.Charger, embedded)).With(world.Tap).With(world.Panel);
        view.Happened = source.Happened;
        PageServer server = WebOptions.Serve(source, page);
        Console.WriteLine($"page: {server.Url}");
        return server;
    }

    /// <summary>The charger goes on for users of its page, until the command is ended.</summary>
    private static void StayOn(ChargerWorld charger, PageServer server)
    {
        Console.WriteLine(WebOptions.StaysOn(server));
        charger.Loop.RunUntil(() => false, long.MaxValue);
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
        Profile = parsed.GetValue(s_profile),
        Key = parsed.GetValue(s_key),
        RootFile = parsed.GetValue(s_root)?.FullName,
        Csms = parsed.GetValue(s_csms),
        Panel = true,
        Meter = MeterOption.KindOf(parsed.GetValue(s_meter)),
        DevicePage = parsed.GetValue(s_devicePage),
        Speed = parsed.GetValue(s_csms) != null && parsed.GetResult(s_speed) is not { Implicit: false } ? 1 : parsed.GetValue(s_speed),
        Seed = parsed.GetValue(s_seed),
        Identity = parsed.GetValue(s_identity)!,
        InMemory = parsed.GetValue(s_inMemory),
        Signed = parsed.GetValue(s_signed),
        Scenario = parsed.GetValue(s_scenarioFile)?.Read(),
        Plan = new SessionPlan
        {
            ChargeSeconds = parsed.GetValue(s_seconds),
            IdTag = parsed.GetValue(s_id)!,
            Vehicle = VehicleKind.All.First(k => k.Name == parsed.GetValue(s_vehicle)),
            SocPercent = parsed.GetValue(s_soc),
            Remote = parsed.GetValue(s_remote),
        },
    };
}
