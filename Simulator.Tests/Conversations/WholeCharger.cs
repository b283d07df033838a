using Simulator.CentralModel;
using Simulator.Models;
using Simulator.World;

namespace Simulator.Tests.Conversations;

/// <summary>The firmware's own composition with power module, vehicle and buses around it.</summary>
internal sealed class WholeCharger(ChargerWorld world) : IConversationCharger
{
    private const double SocPercent = 40;

    public ChargerWorld World => world;

    /// <summary>Where its files go, in memory; null over a real socket.</summary>
    public FileServiceModel? Files { get; init; }

    public long NowMs => world.Clock.NowMs;

    public bool CurrentFlows => world.Stage.Amperes > 0;

    public void PowerOn() => world.PowerOn();

    public void PowerOff() => world.PowerOff();

    public void Plug() => world.Plug(new VehicleModel(VehicleKind.Pro, SocPercent));

    public void Unplug() => world.Unplug();

    public void Present(string idTag) => world.Console.Type($"start {idTag}\r");

    public void PressStop() => world.PressStop();

    public bool Run(Func<bool> until, long forMs) => world.Loop.RunUntil(until, NowMs + forMs);
}
