using Charger.Can;
using Charger.Runtime;

namespace Simulator.Tests.Can;

/// <summary>A bus supervisor over a controller that does what the test says.</summary>
internal sealed class BusSupervisorRig
{
    public BusSupervisorRig(bool tellsEach = true, int ring = FrameRing.DefaultCapacity)
    {
        Chip.TellsEachFrame = tellsEach;
        var clock = new HandClock();
        Port = new CanPort("CAN1", new FrameRing("CAN1", ring), new TimedLock("send", clock, null));
        Port.Connect(new WakeSignal(), Control);
        Bus = new BusSupervisor(Chip, Port, Log, new Frame(), Interrupts);
    }

    public ScriptedController Chip { get; } = new();
    public CanPort Port { get; }
    public WakeSignal Control { get; } = new();
    public WakeSignal Interrupts { get; } = new();
    public ListLog Log { get; } = new();
    public BusSupervisor Bus { get; }

    public long Step(long nowMs) => Bus.Step(nowMs);

    public BusSupervisorRig Up(long nowMs = 0)
    {
        Step(nowMs);
        Step(nowMs);
        Control.ConsumePending();
        Taken();
        return this;
    }

    public void Arrive(int frames)
    {
        for (byte i = 0; i < frames; i++) Chip.Incoming.Enqueue(i);
    }

    public List<string> Taken()
    {
        List<string> calls = [.. Chip.Calls];
        Chip.Calls.Clear();
        return calls;
    }
}

/// <summary>A controller that records each call.</summary>
internal sealed class ScriptedController : ICanController
{
    public List<string> Calls { get; } = [];
    public List<(uint Id, byte[] Data)> Sent { get; } = [];
    public Queue<byte> Incoming { get; } = new();
    public bool Starts { get; set; } = true;
    public bool Finds { get; set; }
    public int Room { get; set; } = int.MaxValue;
    public bool NoUrgentRoom { get; set; }
    public Exception? Throws { get; set; }
    public CanBusState State { get; set; } = CanBusState.Active;
    public int Overruns { get; set; }
    public int TransmitErrorCounter => 248;
    public int ReceiveErrorCounter => 0;
    public bool InterruptStuck { get; set; }
    public bool TellsEachFrame { get; set; } = true;
    public string Failure { get; set; } = "";

    public bool Start() => Note("start") && Starts;

    public void Stop() => Note("stop");

    public bool Poll() => Note("poll") && Finds;

    public bool TryReceive(Frame into)
    {
        if (!Incoming.TryDequeue(out byte first))
        {
            if (Calls.Count == 0 || Calls[^1] != "receive") Note("receive");
            return false;
        }
        into.Id = ModuleProtocol.TerminalPowerId;
        into.Length = 8;
        into.Data[0] = first;
        return true;
    }

    public void KeepStop(uint id, byte[] frame)
    {
    }

    public void SendStop()
    {
    }

    public bool TrySend(uint id, byte[] data, bool urgent)
    {
        if (Throws != null) throw Throws;
        if (Room == 0 || urgent && NoUrgentRoom) return false;
        Room--;
        Sent.Add((id, data.ToArray()));
        return Note($"send {(data[3] == 1 ? "stop" : "start")}{(urgent ? " urgent" : "")}");
    }

    private bool Note(string call)
    {
        if (Throws != null) throw Throws;
        Calls.Add(call);
        return true;
    }
}
