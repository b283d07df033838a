using Charger.Can;
using Charger.Runtime;
using Simulator.World;

namespace Simulator.Bench;

/// <summary>
/// The charger's control on two receive rings at a resolution of 1 ms, with a module whose readings, alarms and silence are set by a
/// trial: frames come at their own periods, answers 2 ms after their query, and the control is stepped when a frame arrives or its time has come.
/// </summary>
public sealed class LimitStand
{
    private const int AnswerMs = 2;
    private const int TerminalEveryMs = 200;
    private const int ChargingByMs = 60_000;

    private readonly SimulatedClock _clock = new();
    private readonly PublishedPermit _permits;
    private readonly ChargePermit _permit = new() { TransactionRunning = true, TransactionSerial = 1, EnergyPermitted = true };
    private readonly Port _module;
    private readonly Port _bms;
    private readonly Queue<(long DueMs, uint Id, byte[] Data)> _answers = new();
    private readonly byte[] _frame = new byte[8];
    private long _nextMs;
    private bool _arrived;

    public LimitStand()
    {
        _module = new Port("CAN1", this);
        _bms = new Port("CAN2", this);
        _permits = new PublishedPermit(new TimedLock("permit", _clock, null), null);
        var snapshots = new PublishedSnapshot(new TimedLock("snapshot", _clock, null));
        var register = new SlotStore(new MemoryStorage(), "energy", new Crc32(), new byte[SlotStore.HeaderBytes + EnergyRegister.PayloadBytes]);
        Control = new ChargerControl(ChargerSettings.Defaults(), _module, _bms, null, null, null, _permits, snapshots, null, register, new NoLog());
        // The lock's 10 s would only make the run longer.
        Control.Settings[ChargerSettings.FaultLockMs] = 300;
    }

    public ChargerControl Control { get; }

    public long NowMs => _clock.NowMs;

    // Values that the module reports.
    public float Volts { get; set; } = 76;
    public float Amperes { get; set; } = 10;
    public double InletCelsius { get; set; } = 28;
    public double InternalCelsius { get; set; } = 31;
    public uint Alarms { get; set; }
    public bool TerminalsMissing { get; set; }
    public bool AlarmsMuted { get; set; }

    /// <summary>It has switched itself off and does not obey START.</summary>
    public bool HeldOff { get; set; }

    /// <summary>Sees and may change each frame of the module before it arrives.</summary>
    public Action<uint, byte[]>? OnFrame { get; set; }

    /// <summary>A START has been sent.</summary>
    public Action? OnStart { get; set; }

    /// <summary>Repairs everything and charges in a new transaction; throws when charging does not begin.</summary>
    public void Charge()
    {
        (Volts, Amperes, InletCelsius, InternalCelsius, Alarms) = (76, 10, 28, 31, 0);
        (TerminalsMissing, AlarmsMuted, HeldOff, OnFrame, OnStart) = (false, false, false, null, null);
        Control.ClearFaults();
        // Readings from before the repair, and the fault's lock, would end the new transaction at once.
        Run(100);
        RunUntil(() => Control.Faults.Worst == 0 && Control.Measured.OverSinceMs < 0, ChargingByMs);
        _permit.TransactionSerial++;
        _permits.TryPublish("bench", _permit);
        RunUntil(() => Control.Module.Phase == ModulePhase.On, ChargingByMs);
        if (Control.Module.Phase != ModulePhase.On) throw new InvalidOperationException($"not charging at {NowMs} ms: {GateConditions.Describe(GateConditions.FirstFalse(Control.Gate.Conditions))}");
    }

    public void Run(int ms) => RunUntil(() => false, ms);

    /// <summary>Milliseconds until the condition held, at most as many as given.</summary>
    public long RunUntil(Func<bool> done, int atMostMs)
    {
        long from = NowMs;
        while (NowMs - from < atMostMs && !done()) Millisecond();
        return NowMs - from;
    }

    private void Millisecond()
    {
        _clock.AdvanceTo(_clock.NowMs + 1);
        long now = NowMs;
        if (now % TerminalEveryMs == 0 && !TerminalsMissing) Tell(_module, ModuleProtocol.TerminalPowerId, BitConverter.SingleToUInt32Bits(Volts), BitConverter.SingleToUInt32Bits(Amperes));
        if (now % 500 == 37) Tell(_module, ModuleProtocol.TerminalStatusId, 0, 0x0302);
        if (now % 1000 == 71) Tell(_module, ModuleProtocol.HeartbeatId, 0, 0);
        if (now % 1000 == 113) Tell(_bms, BmsProtocol.RequestId, 0x0348_0064, 0);
        while (_answers.Count > 0 && _answers.Peek().DueMs <= now)
        {
            (_, uint id, byte[] data) = _answers.Dequeue();
            Arrive(_module, id, data);
        }
        if (!_arrived && now < _nextMs) return;
        _arrived = false;
        _nextMs = Control.Step(now);
    }

    private void Tell(Port port, uint id, uint high, uint low)
    {
        BigEndian.PutU32(_frame, 0, high);
        BigEndian.PutU32(_frame, 4, low);
        Arrive(port, id, _frame);
    }

    private void Arrive(Port port, uint id, byte[] data)
    {
        if (port == _module) OnFrame?.Invoke(id, data);
        port.Put(id, data);
        _arrived = true;
    }

    private void Hear(uint id, byte[] data)
    {
        byte[] answer = [.. data];
        if (id == ModuleProtocol.ControlId && data[1] == ModuleProtocol.PowerFunction)
        {
            if (data[3] == ModuleProtocol.PowerOn) OnStart?.Invoke();
            if (HeldOff) answer[3] = ModuleProtocol.PowerOff;
        }
        if (id == ModuleProtocol.QueryId)
        {
            if (data[1] == ModuleProtocol.AlarmFunction && AlarmsMuted) return;
            BigEndian.PutU32(answer, 4, Answer(data[1]));
        }
        _answers.Enqueue((NowMs + AnswerMs, id == ModuleProtocol.ControlId ? ModuleProtocol.ControlAnswerId : ModuleProtocol.QueryAnswerId, answer));
    }

    private uint Answer(byte function) => function switch
    {
        ModuleProtocol.AlarmFunction => Alarms,
        ModuleProtocol.OutputVoltageFunction => Raw(Volts),
        ModuleProtocol.OutputCurrentFunction => Raw(Amperes),
        ModuleProtocol.InletTemperatureFunction => Raw(InletCelsius),
        ModuleProtocol.InternalTemperatureFunction => Raw(InternalCelsius),
        _ => Raw(230),
    };

    private static uint Raw(double value) => unchecked((uint)(int)Math.Round(value * ModuleProtocol.Scale));

    private sealed class NoLog : ILog
    {
        public bool IsOn(LogLevel level, LogSection section) => false;

        public void Write(LogLevel level, LogSection section, string text)
        {
        }
    }

    private sealed class Port(string name, LimitStand stand) : ICanPort
    {
        private readonly FrameRing _ring = new(name);
        private readonly Frame _frame = new();

        public CanBusState State => CanBusState.Active;

        public bool Watched { get; set; }

        public bool HasFrames => _ring.Count > 0;

        public bool TryReceive(Frame into) => _ring.TryRead(into);

        public void Put(uint id, byte[] data)
        {
            _frame.Id = id;
            _frame.Length = 8;
            _frame.TimeMs = stand.NowMs;
            Array.Copy(data, _frame.Data, 8);
            _ring.Write(_frame);
        }

        public bool TrySend(uint id, byte[] data, bool urgent)
        {
            if (stand._module == this) stand.Hear(id, data);
            return true;
        }

        public bool TryStop(uint id, byte[] data, int times)
        {
            for (int i = 0; i < times; i++) TrySend(id, data, true);
            return true;
        }

        public void Release()
        {
        }
    }
}
