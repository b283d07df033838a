using Simulator.World;

namespace Simulator.Models;

/// <summary>
/// The DC power module on CAN1 (Huawei rectifier family, charger-protocol.md, "CAN1: power module to firmware"): obeys and answers the control group, answers
/// queries, reports its terminals unasked, and faults when either request group stays away.
/// </summary>
public sealed class PowerModuleModel : BusNode, IModel
{
    private const uint ControlId = 0x068181FE;
    private const uint QueryId = 0x068182FE;
    private const uint ControlAnswerId = 0x0681817E;
    private const uint QueryAnswerId = 0x0681827E;
    private const uint TerminalPowerId = 0x00433F01;
    private const uint TerminalStatusId = 0x00473F01;
    private const uint HeartbeatId = 0x18FF50E5;
    private const byte Ok = 0x01;
    private const byte Refused = 0x21;
    private const int TerminalPowerEveryMs = 200;
    private const int TerminalStatusEveryMs = 500;
    private const int HeartbeatEveryMs = 1000;
    private const int GroupMissingMs = 3000;

    private readonly PowerStage _stage;
    private long _powerFrameMs;
    private long _statusFrameMs;
    private long _heartbeatMs;
    private long _controlHeardMs;
    private long _queryHeardMs;
    private bool _heardEver;

    public PowerModuleModel(PowerStage stage)
    {
        _stage = stage;
    }

    public string Name => "module";

    /// <summary>Sends and obeys nothing: its supply or its CAN wire is gone.</summary>
    public bool Silent { get; set; }

    /// <summary>This many next control requests are answered with an error and not obeyed.</summary>
    public int RefuseNext { get; set; }

    /// <summary>It has switched itself off and does not obey START, without telling an alarm.</summary>
    public bool HeldOff { get; set; }

    /// <summary>Alarm bits the scenario has raised; the module's own are in <see cref="AlarmBits"/>.</summary>
    public uint InjectedAlarms { get; set; }

    /// <summary>True after a request group stayed away for 3 s, until both are back.</summary>
    public bool CommunicationFault { get; private set; }

    /// <summary>Times it switched off because the firmware was silent.</summary>
    public int CommunicationFaults { get; private set; }

    /// <summary>Set: terminal power tells these raw bytes instead (not a number, say).</summary>
    public byte[]? TerminalPowerRaw { get; set; }

    /// <summary>Added to what terminal power tells: the error of its measuring at zero.</summary>
    public double OffsetVolts { get; set; }

    public double OffsetAmperes { get; set; }

    /// <summary>Functions of 0x82 queries that get no answer.</summary>
    public HashSet<byte> Unanswered { get; } = [];

    /// <summary>The terminal power frames stay away.</summary>
    public bool TerminalPowerMissing { get; set; }

    public double InletCelsius { get; set; } = 28;

    /// <summary>Sets the internal temperature regardless of the load; null: it follows the load.</summary>
    public double? InternalFixedCelsius { get; set; }

    /// <summary>Added to the internal temperature that follows from the load: an ordered over-temperature.</summary>
    public double ExtraCelsius { get; set; }

    public double MainsVolts { get; set; } = 230;

    public PowerStage Stage => _stage;

    public uint AlarmBits
    {
        get
        {
            uint bits = InjectedAlarms;
            if (!_stage.On) bits |= 1u << 9;
            if (CommunicationFault) bits |= 1u << 2;
            if (MainsVolts < 90) bits |= 1u << 29;
            if (_stage.ConstantCurrent) bits |= 1u << 28;
            return bits;
        }
    }

    public long Step(long nowMs)
    {
        WatchRequests(nowMs);
        if (MainsVolts < 90) _stage.SwitchOff();
        long next = _stage.Step(nowMs);
        if (Silent) return next;
        if (Due(ref _powerFrameMs, TerminalPowerEveryMs, nowMs) && !TerminalPowerMissing) Transmit(TerminalPowerId, TerminalPower());
        if (Due(ref _statusFrameMs, TerminalStatusEveryMs, nowMs)) Transmit(TerminalStatusId, [0, 0, 0, 0, 0, 0, 3, (byte)(_stage.Amperes > 0 ? 2 : 1)]);
        if (Due(ref _heartbeatMs, HeartbeatEveryMs, nowMs)) Transmit(HeartbeatId, [0, 0, 0, 0, (byte)(CommunicationFault ? 0x10 : 0), 0, 0, 0]);
        return Math.Min(next, Math.Min(_powerFrameMs, Math.Min(_statusFrameMs, _heartbeatMs)));
    }

    public override void Receive(uint id, ReadOnlySpan<byte> data, long nowMs)
    {
        if (Silent || data.Length != 8) return;
        if (id == ControlId)
        {
            _controlHeardMs = nowMs;
            Obey(data);
        }
        else if (id == QueryId)
        {
            _queryHeardMs = nowMs;
            if (!Unanswered.Contains(data[1])) Answer(data[1]);
        }
        if (id is ControlId or QueryId) _heardEver = true;
    }

    private static bool Due(ref long nextMs, int everyMs, long nowMs)
    {
        if (nowMs < nextMs) return false;
        nextMs = nowMs + everyMs;
        return true;
    }

    private void WatchRequests(long nowMs)
    {
        bool missing = _heardEver && (nowMs - _controlHeardMs > GroupMissingMs || nowMs - _queryHeardMs > GroupMissingMs);
        if (missing && !CommunicationFault)
        {
            CommunicationFaults++;
            _stage.SwitchOff();
        }
        CommunicationFault = missing;
    }

    private void Obey(ReadOnlySpan<byte> request)
    {
        byte[] answer = request.ToArray();
        if (RefuseNext > 0 || CommunicationFault)
        {
            if (RefuseNext > 0) RefuseNext--;
            answer[0] = Refused;
        }
        else
        {
            answer[0] = Ok;
            Carry(request, answer);
        }
        Transmit(ControlAnswerId, answer);
    }

    private void Carry(ReadOnlySpan<byte> request, byte[] answer)
    {
        switch (request[1])
        {
            case 0x32:
                if (request[3] == 0 && !HeldOff && (InjectedAlarms & PowerStage.TrippingAlarms) == 0) _stage.SwitchOn();
                else if (request[3] != 0) _stage.SwitchOff();
                answer[3] = (byte)(_stage.On ? 0 : 1);
                break;
            case 0x00:
                _stage.LimitVolts = GetU32(request, 4) / 1024.0;
                break;
            case 0x03:
                _stage.LimitAmperes = GetU32(request, 4) * PowerStage.RatedAmperes / 1024.0;
                break;
            default:
                answer[0] = Refused;
                break;
        }
    }

    private void Answer(byte function)
    {
        double? reading = function switch
        {
            0x84 => _stage.Volts,
            0x82 => _stage.Amperes,
            0x80 => InletCelsius,
            0x7F => InternalCelsius,
            0x79 => MainsVolts,
            _ => null,
        };
        byte[] answer = new byte[8];
        answer[0] = reading == null && function != 0x83 ? Refused : Ok;
        answer[1] = function;
        if (reading is double value) PutU32(answer, 4, unchecked((uint)(int)Math.Round(value * 1024)));
        if (function == 0x83) PutU32(answer, 4, AlarmBits);
        Transmit(QueryAnswerId, answer);
    }

    public double InternalCelsius => InternalFixedCelsius ?? InletCelsius + 3 + _stage.Amperes * 0.2 + ExtraCelsius;

    /// <summary>What the next terminal power frame tells.</summary>
    public byte[] TerminalPower()
    {
        if (TerminalPowerRaw != null) return (byte[])TerminalPowerRaw.Clone();
        byte[] data = new byte[8];
        PutU32(data, 0, BitConverter.SingleToUInt32Bits((float)(_stage.Volts + OffsetVolts)));
        PutU32(data, 4, BitConverter.SingleToUInt32Bits((float)(_stage.Amperes + OffsetAmperes)));
        return data;
    }
}
