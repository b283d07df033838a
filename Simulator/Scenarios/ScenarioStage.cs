using System.Text.Json.Nodes;
using Simulator.Models;
using Simulator.World;

namespace Simulator.Scenarios;

/// <summary>Carries a scenario's events out on a world and its central system.</summary>
public sealed class ScenarioStage(ChargerWorld world, ICentral? central) : IStage
{
    /// <summary>Id presented where an event names none.</summary>
    public const string UsualId = "RIDER-1";

    /// <summary>Thread that an event means which names none.</summary>
    private const string UsualThread = "charger_comm";

    public void Apply(ScenarioEvent what, bool begins)
    {
        if (!Charger(what, begins) && !Vehicle(what, begins) && !Module(what, begins) && !Central(what, begins)) throw new ScenarioException($"do '{what.Kind}' is in the table but nobody carries it out");
    }

    private bool Charger(ScenarioEvent what, bool begins)
    {
        switch (what.Kind)
        {
            case "present":
                // A card at the reader where one is fitted and the id can be a card's; else somebody types it.
                if (world.PresentCard?.Invoke(what.Text("id")) != true) world.Console.Type("start " + what.Text("id") + "\r");
                return true;
            case "type":
                world.Console.Type(what.Text("line") + "\r");
                return true;
            case "press":
                int heldMs = (int)(1000 * what.Number("seconds", ChargerWorld.ButtonHeldMs / 1000.0));
                if (what.Text("button") == "start") world.PressStart(heldMs);
                else world.PressStop(heldMs);
                return true;
            case "emergency":
                world.EmergencyStop.Level = begins;
                return true;
            case "power-cut":
                if (begins) world.PowerOff();
                if (!begins || what.ForMs == 0) world.PowerOn();
                return true;
            case "hang":
                world.Hang(what.Text("thread", UsualThread), begins);
                return true;
            case "die":
                world.Die(what.Text("thread", UsualThread));
                return true;
            case "flash-fault":
                world.Storage.FailAfter(what.Whole("write"), what.Text("fault") == "torn" ? WriteFault.Torn : WriteFault.Lost);
                return true;
            default:
                return false;
        }
    }

    private bool Vehicle(ScenarioEvent what, bool begins)
    {
        switch (what.Kind)
        {
            case "plug":
                string model = what.Text("vehicle", VehicleKind.Pro.Name);
                world.Bms.Profile = what.Text("profile") == "B" ? BmsProfile.B : BmsProfile.A;
                world.Bms.SpeaksDaly = what.Text("daly") == "yes";
                world.Plug(new VehicleModel(VehicleKind.All.First(k => k.Name == model), what.Number("soc", 40)));
                return true;
            case "unplug":
                world.Unplug();
                return true;
            case "bms-refuse":
                world.Bms.RefusalBits = (byte)(begins ? what.Whole("bits") : 0);
                return true;
            case "bms-silent":
                world.Bms.Silent = begins;
                return true;
            case "bms-ask":
                world.Bms.AskVolts = begins && what.Has("volts") ? what.Number("volts") : null;
                world.Bms.AskAmperes = begins && what.Has("amperes") ? what.Number("amperes") : null;
                return true;
            default:
                return false;
        }
    }

    private bool Module(ScenarioEvent what, bool begins)
    {
        uint bit = 1u << what.Whole("bit");
        switch (what.Kind)
        {
            case "module-alarm":
                world.Module.InjectedAlarms = begins ? world.Module.InjectedAlarms | bit : world.Module.InjectedAlarms & ~bit;
                return true;
            case "module-silent":
                world.Module.Silent = begins;
                return true;
            case "module-refuse":
                world.Module.RefuseNext = what.Whole("count", 1);
                return true;
            case "module-hot":
                world.Module.ExtraCelsius = begins ? what.Number("celsius") : 0;
                return true;
            case "over-voltage":
                world.Stage.ExtraVolts = begins ? what.Number("volts") : 0;
                return true;
            case "contactor":
                world.ContactorWelded = begins && what.Text("state") != "stuck-open";
                world.ContactorStuckOpen = begins && what.Text("state") == "stuck-open";
                return true;
            case "mains":
                world.Module.MainsVolts = begins ? what.Number("volts") : 230;
                return true;
            case "meter":
                if (world.Meter == null) throw new ScenarioException("do 'meter' needs a charger that has one: --meter sdm120");
                world.Meter.Fail(what.Text("fault", "silent"), begins);
                return true;
            case "burst":
                world.Burst.FramesPerSecond = begins ? what.Whole("rate") : 0;
                world.Loop.Nudge(world.Burst);
                return true;
            case "bus-off":
                (what.Whole("bus") == 1 ? world.Can.ModuleWire : world.Can.BmsWire).Shorted = begins;
                return true;
            default:
                return false;
        }
    }

    private bool Central(ScenarioEvent what, bool begins)
    {
        ICentral peer = central ?? throw new ScenarioException($"do '{what.Kind}' needs the simulator's own central system: leave --csms away");
        switch (what.Kind)
        {
            case "remote-start":
                peer.RemoteStart(what.Text("id"));
                return true;
            case "remote-stop":
                peer.RemoteStop();
                return true;
            case "availability" or "trigger" or "transfer" or "reset" or "unlock":
                (string action, JsonObject payload) = CentralCalls.Of(what);
                peer.Call(action, payload);
                return true;
            case "call":
                peer.Call(what.Text("action"), (JsonObject)JsonNode.Parse(what.Text("payload", "{}").Replace("{files}", peer.FilesUrl).Replace("{files-tls}", peer.SecureFilesUrl))!);
                return true;
            default:
                return CentralFaults.Apply(peer, what, begins);
        }
    }
}
