using System.Text;
using Charger.Can;
using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Queue;
using Ocpp.Client.SmartCharging;
using Ocpp.Client.Wire;
using Simulator.Bench;
using Simulator.Can;
using Simulator.World;

namespace Simulator.Cpu;

/// <summary>Single pieces of work whose calls are counted: made in the counting context, so it speaks in types of the framework only.</summary>
public sealed class CpuMessages
{
    /// <summary>A SetChargingProfile of 417 bytes with three periods, as a central system sends it.</summary>
    public const string SetChargingProfileCall =
        """[2,"5f0c2a9e-3b1d-4c77-9a6e1","SetChargingProfile",{"connectorId":1,"csChargingProfiles":{"chargingProfileId":4,"stackLevel":2,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Absolute","chargingSchedule":{"startSchedule":"2026-01-05T06:00:00Z","chargingRateUnit":"W","chargingSchedulePeriod":[{"startPeriod":0,"limit":3000},{"startPeriod":3600,"limit":2000},{"startPeriod":7200,"limit":1500.5}]}}}]""";

    private readonly JsonWriter _writer = new(new byte[2048]);
    private readonly TransactionRecord _reading = JsonBench.Reading();
    private readonly byte[] _work = new byte[32];
    private readonly byte[] _profile = Encoding.ASCII.GetBytes(SetChargingProfileCall);
    private readonly RpcFrame _frame = new();
    private readonly JsonReader _json = new();
    private readonly PayloadReader _payload;
    private readonly ChargingProfile _into = new(24);
    private readonly SimulatedClock _clock = new();
    private readonly CanWire _wire;
    private readonly CanTap _module;
    private readonly CanReceiveWorker _receiver;
    private readonly ChargerControl _control;

    public CpuMessages()
    {
        _payload = new PayloadReader(_json);
        _wire = new CanWire("CAN1", 250_000, () => _clock.NowMs * 1000);
        _module = _wire.Attach((ICanPeer?)null);
        var controllers = new SimulatedControllers(_wire, new CanWire("CAN2", 250_000, () => _clock.NowMs * 1000));
        CanPort module = CanTraffic.Port("CAN1", _clock);
        CanPort bms = CanTraffic.Port("CAN2", _clock);
        _receiver = new CanReceiveWorker(controllers, module, bms, null, new SilentLog());
        _control = CanTraffic.NewControl(module, bms, new PublishedPermit(new TimedLock("P", _clock, null), null), _clock);
        for (int i = 0; i < 500; i++) CanTurn(0);
    }

    public void MeterValuesOfSeven()
    {
        _writer.Clear();
        MeterValues.Write(_writer, 1, true, 4711, _reading, Measurands.All, _reading.TimeMs, _work);
    }

    public void TakeSetChargingProfileApart()
    {
        if (!_frame.TryRead(_json, _profile, 0, _profile.Length) || !SetChargingProfile.Read(_payload, _frame, _into, out _)) throw new InvalidOperationException(_payload.ErrorText);
    }

    /// <summary>20 ms of CAN_RX and CHARGER_COMM in which so many frames of terminal power have come, one or two at most.</summary>
    public void CanTurn(int frames)
    {
        for (int i = 0; i < frames; i++) _module.Send(ModuleProtocol.TerminalPowerId, [66, 152, 0, 0, 0, 0, 0, 0]);
        _clock.AdvanceTo(_clock.NowMs + ChargerControl.EveryMs);
        _wire.Settle();
        _receiver.Drive(_clock.NowMs);
        _control.Step(_clock.NowMs);
    }
}
