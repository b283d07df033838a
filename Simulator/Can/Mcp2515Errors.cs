using static Charger.Can.Mcp2515Registers;

namespace Simulator.Can;

/// <summary>TEC, REC and EFLG of an MCP2515 by the rules of ISO 11898-1: warning at 96, passive at 128, bus-off above 255.</summary>
internal sealed class Mcp2515Errors(Mcp2515Registry registers, CanWire wire)
{
    private const int Warning = 96;
    private const int Passive = 128;
    private const int Off = 256;

    /// <summary>128 times 11 recessive bits: then the chip joins again by itself.</summary>
    private const int RecoveryBits = 128 * 11;

    private long _offSinceUs;
    private int _transmit;

    public bool IsOff => (registers.Raw(Eflg) & TxBusOff) != 0;

    public void Sent() => Change(registers.Raw(Tec) - 1, registers.Raw(Rec));

    public void Received() => Change(registers.Raw(Tec), registers.Raw(Rec) > 127 ? 119 : registers.Raw(Rec) - 1);

    /// <summary>A sender that is passive and only lacks an acknowledgement does not count further: alone on a bus it never goes off.</summary>
    public void SendFailed(bool unacknowledged)
    {
        if (unacknowledged && registers.Raw(Tec) >= Passive) return;
        Change(registers.Raw(Tec) + 8, registers.Raw(Rec));
    }

    public void ReceiveFailed() => Change(registers.Raw(Tec), Math.Min(Passive + 7, registers.Raw(Rec) + 1));

    /// <summary>Recovers from bus-off when the bus was quiet for long enough.</summary>
    public void Settle()
    {
        if (!IsOff || wire.Shorted) return;
        long quietSinceUs = Math.Max(_offSinceUs, wire.ShortedSinceUs);
        if (wire.TimeUs - quietSinceUs < RecoveryBits * 1_000_000L / wire.BitRate) return;
        Change(0, 0);
    }

    private void Change(int transmit, int receive)
    {
        _transmit = Math.Max(0, transmit);
        receive = Math.Max(0, receive);
        registers.Force(Tec, (byte)Math.Min(255, _transmit));
        registers.Force(Rec, (byte)Math.Min(255, receive));
        byte before = registers.Raw(Eflg);
        int flags = before & (Rx0Overflow | Rx1Overflow);
        if (_transmit >= Warning) flags |= TxWarning | ErrorWarning;
        if (receive >= Warning) flags |= RxWarning | ErrorWarning;
        if (_transmit >= Passive) flags |= TxPassive;
        if (receive >= Passive) flags |= RxPassive;
        if (_transmit >= Off)
        {
            flags |= TxBusOff;
            if ((before & TxBusOff) == 0) _offSinceUs = wire.TimeUs;
        }
        registers.Force(Eflg, (byte)flags);
        if (flags != before) registers.Set(Canintf, ErrorInterrupt);
    }
}
