using Charger.Can;
using Charger.Runtime;

namespace Simulator.Bench;

/// <summary>A controller that loses nothing: terminal-power frames at a steady rate, or as many as are asked for. Allocates nothing.</summary>
internal sealed class EndlessController : ICanController
{
    private long _ready;
    private readonly byte[] _terminals = [0x42, 0xA5, 0x00, 0x00, 0x41, 0xF8, 0x00, 0x00];

    /// <summary>Frames that it may still deliver.</summary>
    public long Ready
    {
        get => _ready;
        set
        {
            _ready = value;
            Interrupt?.Set();
        }
    }

    /// <summary>Set whenever it is given frames.</summary>
    public WakeSignal? Interrupt { get; set; }

    public CanBusState State { get; private set; }

    public int Overruns => 0;

    public int TransmitErrorCounter => 0;

    public int ReceiveErrorCounter => 0;

    public bool InterruptStuck => false;

    public bool TellsEachFrame => true;

    public string Failure => "";

    public bool Start()
    {
        State = CanBusState.Active;
        return true;
    }

    public void Stop() => State = CanBusState.Down;

    public bool Poll() => Ready > 0;

    public bool TryReceive(Frame into)
    {
        if (_ready == 0) return false;
        _ready--;
        into.Id = ModuleProtocol.TerminalPowerId;
        into.Length = 8;
        Array.Copy(_terminals, into.Data, 8);
        return true;
    }

    public void KeepStop(uint id, byte[] frame)
    {
    }

    public void SendStop()
    {
    }

    public bool TrySend(uint id, byte[] data, bool urgent) => true;
}

/// <summary>Both buses from controllers that lose nothing.</summary>
internal sealed class EndlessControllers : ICanControllerFactory
{
    public EndlessController Module { get; } = new();

    public EndlessController Bms { get; } = new();

    public ICanController Create(CanBus bus, WakeSignal received)
    {
        EndlessController controller = bus == CanBus.Module ? Module : Bms;
        controller.Interrupt = received;
        return controller;
    }
}
