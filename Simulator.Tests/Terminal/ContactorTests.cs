using Charger.Runtime;
using Simulator.World;

namespace Simulator.Tests.Terminal;

/// <summary>A welded and a stuck-open contactor at the whole charger, with and without an auxiliary contact.</summary>
public sealed class ContactorTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Contactor_FailsWithAContact_IsLatchedUntilItIsRepairedAndCleared(bool welded)
    {
        using ConsoleWorld world = WithContact().Charging();
        if (welded)
        {
            world.Charger.ContactorWelded = true;
            world.Charger.PressStop();
        }
        else
        {
            world.Charger.ContactorStuckOpen = true;
        }
        world.Run(2);
        Assert.False(world.Charger.Contactor.High);
        Assert.False(world.Charger.Stage.On);
        Assert.Contains("ContactorFails", world.Ask("faults"));
        world.Ask("reset soft", 30);
        Assert.Equal(2, world.Charger.Boots);
        Assert.Contains("ContactorFails", world.Ask("faults"));
        world.Ask("start RIDER-2", 20);
        Assert.False(world.Charger.Contactor.High);

        world.Charger.ContactorWelded = false;
        world.Charger.ContactorStuckOpen = false;
        world.Run(12);
        Assert.Contains("ContactorFails", world.Ask("faults"));
        Assert.Contains("latched faults are cleared", world.Ask("faults clear", 12));
        Assert.Contains("no active fault", world.Ask("faults"));
        world.Ask("start RIDER-1", 40);
        Assert.True(world.Charger.Stage.Amperes > 1, string.Join('\n', world.Lines));
    }

    /// <summary>The module obeys: no current flows through the welded contactor, and only an auxiliary contact could show that.</summary>
    [Fact]
    public void Contactor_WeldedWithoutAContact_IsToldAsNotProved()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Charger.ContactorWelded = true;
        world.Charger.PressStop();
        world.Run(5);
        Assert.DoesNotContain("ContactorFails", world.Ask("faults"));
        Assert.False(world.Charger.Firmware!.Control.Proof!.IsFitted);
    }

    /// <summary>The contactor is welded and the module does not switch off: the current that still flows proves it.</summary>
    [Fact]
    public void Contactor_WeldedAndTheModuleDeaf_IsLatchedByTheCurrent()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Charger.ContactorWelded = true;
        world.Charger.Stage.StaysOn = true;
        world.Charger.PressStop();
        world.Run(3);
        Assert.True(world.Charger.Stage.Amperes > 2);
        Assert.Contains("ContactorFails", world.Ask("faults"));
        Assert.True(world.Charger.Firmware!.Control.Faults.Latched != 0);
    }

    private static ConsoleWorld WithContact()
    {
        var world = new ConsoleWorld();
        world.Charger.PortsMade = ports => ports.ContactorContact = new Contact(world.Charger);
        return world;
    }

    private sealed class Contact(ChargerWorld world) : IInputPin
    {
        public bool Read() => !world.ContactorIsClosed;
    }
}
