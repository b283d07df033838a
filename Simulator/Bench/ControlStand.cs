using Charger.Can;
using Charger.Runtime;
using Simulator.World;

namespace Simulator.Bench;

/// <summary>
/// The charger's control on two real receive rings, with a module that answers from memory and obeys: it is brought to charging and then
/// gets frames one by one. Nothing here allocates while it is measured.
/// </summary>
public sealed class ControlStand
{
    private const int StepMs = 20;

    private readonly SimulatedClock _clock = new();
    private readonly StandPort _module;
    private readonly StandPort _bms;
    private readonly byte[] _frame = new byte[8];
    private readonly byte[] _request = [0x03, 0x48, 0x00, 0x64, 0, 0, 0, 0];

    public ControlStand()
    {
        _module = new StandPort("CAN1", _clock, answers: true);
        _bms = new StandPort("CAN2", _clock, answers: false);
        Storage = new MemoryStorage();
        var permits = new PublishedPermit(new TimedLock("permit", _clock, null), null);
        var snapshots = new PublishedSnapshot(new TimedLock("snapshot", _clock, null));
        var register = new SlotStore(Storage, "energy", new Crc32(), new byte[SlotStore.HeaderBytes + EnergyRegister.PayloadBytes]);
        Control = new ChargerControl(ChargerSettings.Defaults(), _module, _bms, null, null, null, permits, snapshots, null, register, new SilentLog());
        permits.TryPublish("bench", new ChargePermit { TransactionRunning = true, TransactionSerial = 1, EnergyPermitted = true });
    }

    public ChargerControl Control { get; }

    public MemoryStorage Storage { get; }

    public long NowMs => _clock.NowMs;

    /// <summary>Charges for a few seconds; throws when charging does not begin.</summary>
    public void BringUp()
    {
        for (int i = 0; i < 400; i++) Turn(76_000, 10_000);
        if (!Control.Module.OutputOn || Control.Gate.Conditions != GateConditions.All) throw new InvalidOperationException($"not charging: {GateConditions.Describe(GateConditions.FirstFalse(Control.Gate.Conditions))}");
    }

    /// <summary>Runs 20 ms with all frames that are due in them.</summary>
    public void Turn(int milliVolt, int milliAmpere)
    {
        _clock.AdvanceTo(_clock.NowMs + StepMs);
        if (NowMs % 200 == 0) FeedTerminals(milliVolt, milliAmpere);
        if (NowMs % 500 == 0) Feed(_module, ModuleProtocol.TerminalStatusId, 0, 0x0302);
        if (NowMs % 1000 == 0)
        {
            Feed(_module, ModuleProtocol.HeartbeatId, 0, 0);
            _bms.Put(BmsProtocol.RequestId, _request);
        }
        Control.Step(NowMs);
    }

    /// <summary>Puts one terminal-power frame into the ring.</summary>
    public void FeedTerminals(int milliVolt, int milliAmpere) =>
        Feed(_module, ModuleProtocol.TerminalPowerId, BitConverter.SingleToUInt32Bits(milliVolt / 1000f), BitConverter.SingleToUInt32Bits(milliAmpere / 1000f));

    /// <summary>Steps the control without moving time.</summary>
    public void StepOnly() => Control.Step(NowMs);

    private void Feed(StandPort port, uint id, uint high, uint low)
    {
        BigEndian.PutU32(_frame, 0, high);
        BigEndian.PutU32(_frame, 4, low);
        port.Put(id, _frame);
    }

    private sealed class SilentLog : ILog
    {
        public bool IsOn(LogLevel level, LogSection section) => false;

        public void Write(LogLevel level, LogSection section, string text)
        {
        }
    }

    /// <summary>A port over a real ring. The module's side acknowledges limits and power and answers queries with plausible values.</summary>
    private sealed class StandPort(string name, SimulatedClock clock, bool answers) : ICanPort
    {
        private readonly FrameRing _ring = new(name);
        private readonly Frame _frame = new();
        private readonly byte[] _answer = new byte[8];
        private bool _on;

        public CanBusState State => CanBusState.Active;

        public bool Watched { get; set; }

        public bool HasFrames => _ring.Count > 0;

        public bool TryReceive(Frame into) => _ring.TryRead(into);

        public void Put(uint id, byte[] data)
        {
            _frame.Id = id;
            _frame.Length = 8;
            _frame.TimeMs = clock.NowMs;
            Array.Copy(data, _frame.Data, 8);
            _ring.Write(_frame);
        }

        public bool TryStop(uint id, byte[] frame, int times) => TrySend(id, frame, true);

        public void Release()
        {
        }

        public bool TrySend(uint id, byte[] data, bool urgent)
        {
            if (!answers) return true;
            Array.Copy(data, _answer, 8);
            if (id == ModuleProtocol.ControlId)
            {
                if (data[1] == ModuleProtocol.PowerFunction) _on = data[3] == ModuleProtocol.PowerOn;
                Put(ModuleProtocol.ControlAnswerId, _answer);
            }
            else if (id == ModuleProtocol.QueryId)
            {
                BigEndian.PutU32(_answer, 4, Answer(data[1]));
                Put(ModuleProtocol.QueryAnswerId, _answer);
            }
            return true;
        }

        private uint Answer(byte function) => function switch
        {
            ModuleProtocol.AlarmFunction => _on ? 0u : 0x200u,
            ModuleProtocol.OutputVoltageFunction => 76u * 1024,
            ModuleProtocol.OutputCurrentFunction => 10u * 1024,
            _ => 28u * 1024,
        };
    }
}
