using Simulator.Models;
using Simulator.Scenarios;
using Simulator.Session;
using Simulator.World;

namespace Simulator.Tests.Terminal;

/// <summary>A whole charger with its central system in memory and an operator at its console.</summary>
internal sealed class ConsoleWorld : IDisposable
{
    private readonly SessionWorld _world = SessionWorld.Create(new SessionOptions { InMemory = true });

    public ConsoleWorld()
    {
        Charger.Console.LineWritten = Lines.Add;
    }

    public ChargerWorld Charger => _world.Charger;

    public ICentral Central => _world.Central!;

    /// <summary>Every line the console has written.</summary>
    public List<string> Lines { get; } = [];

    public void Run(int seconds) => Charger.Loop.RunUntil(() => false, Charger.Clock.NowMs + seconds * 1000L);

    /// <summary>Types a line; what the console writes within the time.</summary>
    public string Ask(string line, int seconds = 1)
    {
        int from = Lines.Count;
        Charger.Console.Type(line + "\r");
        Run(seconds);
        return string.Join('\n', Lines.Skip(from));
    }

    /// <summary>Up to a charger that is accepted and idle.</summary>
    public ConsoleWorld Booted()
    {
        Charger.PowerOn();
        Run(20);
        return this;
    }

    /// <summary>A vehicle charges.</summary>
    public ConsoleWorld Charging()
    {
        Booted();
        Charger.Plug(new VehicleModel(VehicleKind.Pro, 40));
        Run(5);
        Ask("start RIDER-1", 30);
        Assert.True(Charger.Stage.Amperes > 1, string.Join('\n', Lines));
        return this;
    }

    public void Dispose() => _world.Dispose();
}
