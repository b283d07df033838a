namespace Simulator.Scenarios;

/// <summary>Faults of a central system and of the network to it.</summary>
public static class CentralFaults
{
    /// <summary>False when the event is none of them.</summary>
    public static bool Apply(ICentral central, ScenarioEvent what, bool begins)
    {
        switch (what.Kind)
        {
            case "link":
                central.LinkDown = begins;
                return true;
            case "csms-kill":
                central.Killed = begins;
                return true;
            case "csms-close":
                central.CloseAll(what.Whole("code", 1001));
                return true;
            case "csms-untrusted":
                central.UntrustedTls = begins;
                return true;
            case "csms-mute":
                central.Mute = begins;
                return true;
            case "csms-lose":
                central.LoseAnswers = what.Whole("count", 1);
                return true;
            case "csms-error":
                central.FailAction = what.Text("action");
                return true;
            default:
                return false;
        }
    }
}
