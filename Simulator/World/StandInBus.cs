using Charger.Can;
using Charger.Runtime;
using Simulator.Models;

namespace Simulator.World;

/// <summary>A bus without bit timing: frames arrive at once. For runs that do not look at the controllers.</summary>
public sealed class StandInBus(SimulatedClock clock)
{
    private readonly List<BusNode> _nodes = [];
    private readonly List<StandInController> _controllers = [];

    /// <summary>Shorted: nothing gets through, controllers go bus-off.</summary>
    public bool Shorted { get; set; }

    public SimulatedClock Clock { get; } = clock;

    public void Attach(BusNode node)
    {
        _nodes.Add(node);
        node.Send = (id, data) => Deliver(id, data, node);
    }

    public void DetachControllers() => _controllers.Clear();

    internal void Attach(StandInController controller) => _controllers.Add(controller);

    /// <summary>Puts a frame on the bus; everyone but the sender hears it.</summary>
    public void Deliver(uint id, byte[] data, object? sender)
    {
        if (Shorted) return;
        foreach (StandInController controller in _controllers)
        {
            if (controller != sender) controller.Arrive(id, data);
        }
        foreach (BusNode node in _nodes)
        {
            if (node != sender) node.Receive(id, data, Clock.NowMs);
        }
    }
}

/// <summary>The firmware's end of a <see cref="StandInBus"/>: a queue and a wake signal.</summary>
public sealed class StandInController(StandInBus bus, WakeSignal received) : ICanController
{
    private const int QueueFrames = 256;

    private readonly Queue<(uint Id, byte[] Data)> _arrived = new();
    private bool _running;

    public CanBusState State => !_running ? CanBusState.Down : bus.Shorted ? CanBusState.BusOff : CanBusState.Active;

    public int Overruns { get; private set; }

    public int TransmitErrorCounter => 0;

    public int ReceiveErrorCounter => 0;

    public string Failure => "";

    public bool Start()
    {
        _running = true;
        return true;
    }

    public void Stop()
    {
        _running = false;
        _arrived.Clear();
    }

    public void Poll()
    {
    }

    public bool TryReceive(Frame into)
    {
        if (!_arrived.TryDequeue(out var frame)) return false;
        into.Id = frame.Id;
        into.Length = frame.Data.Length;
        frame.Data.CopyTo(into.Data, 0);
        return true;
    }

    public bool TrySend(uint id, byte[] data, bool urgent)
    {
        if (State != CanBusState.Active) return false;
        bus.Deliver(id, data.AsSpan(0, 8).ToArray(), this);
        return true;
    }

    internal void Arrive(uint id, byte[] data)
    {
        if (!_running) return;
        if (_arrived.Count == QueueFrames)
        {
            Overruns++;
            return;
        }
        _arrived.Enqueue((id, data));
        received.Set();
    }
}

/// <summary>Hands the firmware its two controllers.</summary>
public sealed class StandInControllers(ChargerWorld world) : ICanControllerFactory
{
    public ICanController Create(CanBus bus, WakeSignal received)
    {
        StandInBus wire = bus == CanBus.Module ? world.ModuleBus : world.BmsBus;
        var controller = new StandInController(wire, received);
        wire.Attach(controller);
        return controller;
    }
}
