using Charger.Can;
using static Charger.Can.Mcp2515Registers;

namespace Simulator.Can;

/// <summary>The register file of an MCP2515 with its access rules (DS20001801, table 11-2 and sections 4, 10).</summary>
internal sealed class Mcp2515Registry
{
    private readonly byte[] _bytes = new byte[128];

    /// <summary>Transmit buffer whose frame is being sent, or -1: it cannot be cancelled.</summary>
    public Func<int> OnTheWire { get; set; } = () => -1;

    public byte Mode => (byte)(_bytes[Canstat] & ModeMask);

    public void Reset()
    {
        Array.Clear(_bytes);
        _bytes[Canctrl] = 0x87;
        _bytes[Canstat] = ModeConfiguration;
    }

    public byte Raw(byte register) => _bytes[register];

    public void Force(byte register, byte value) => _bytes[register] = value;

    public void Set(byte register, byte bits) => _bytes[register] |= bits;

    public void Clear(byte register, int bits) => _bytes[register] &= (byte)~bits;

    public byte TxControl(int buffer) => _bytes[Txb0Ctrl + buffer * TxBufferStride];

    public byte Read(byte register)
    {
        int low = register & 0x0F;
        if (low == 0x0E) return _bytes[Canstat];
        if (low == 0x0F) return _bytes[Canctrl];
        // Filters and masks read as zero outside configuration mode.
        return IsFilterOrMask(register) && Mode != ModeConfiguration ? (byte)0 : _bytes[register];
    }

    public bool MayWrite(byte register)
    {
        bool configuration = register is >= Cnf3 and <= Cnf1 || IsFilterOrMask(register);
        return !configuration || Mode == ModeConfiguration;
    }

    public void Write(byte register, byte value)
    {
        int low = register & 0x0F;
        if (low == 0x0E || register is Tec or Rec) return;
        if (low == 0x0F)
        {
            _bytes[Canctrl] = value;
            _bytes[Canstat] = (byte)((_bytes[Canstat] & ~ModeMask) | (value & ModeMask));
            return;
        }
        if (register == Eflg)
        {
            _bytes[Eflg] = (byte)((_bytes[Eflg] & 0x3F) | (value & (Rx0Overflow | Rx1Overflow)));
            return;
        }
        if (register is Txb0Ctrl or Txb0Ctrl + TxBufferStride or Txb0Ctrl + 2 * TxBufferStride)
        {
            WriteTxControl(register, value);
            return;
        }
        _bytes[register] = value;
    }

    public static bool AllowsBitModify(byte register)
    {
        return (register & 0x0F) == 0x0F || register is 0x0C or 0x0D or >= Cnf3 and <= Eflg
            or Txb0Ctrl or Txb0Ctrl + TxBufferStride or Txb0Ctrl + 2 * TxBufferStride or Rxb0Ctrl or Rxb1Ctrl;
    }

    public void AbortTransmissions()
    {
        for (int b = 0; b < 3; b++)
        {
            byte control = (byte)(Txb0Ctrl + b * TxBufferStride);
            if ((_bytes[control] & TxRequest) == 0 || OnTheWire() == b) continue;
            _bytes[control] = (byte)((_bytes[control] & ~TxRequest) | TxAborted);
        }
    }

    public WireFrame TransmitFrame(int buffer)
    {
        int at = Txb0Ctrl + buffer * TxBufferStride + 1;
        int length = Math.Min(8, _bytes[at + DlcAt] & LengthMask);
        return new WireFrame(Mcp2515Identifier.Get(_bytes, at), _bytes.AsSpan(at + DataAt, length).ToArray(), buffer);
    }

    public void StoreFrame(int buffer, WireFrame frame)
    {
        int at = (buffer == 0 ? Rxb0Ctrl : Rxb1Ctrl) + 1;
        Mcp2515Identifier.Put(frame.Id, _bytes, at);
        _bytes[at + DlcAt] = (byte)frame.Data.Length;
        frame.Data.CopyTo(_bytes, at + DataAt);
    }

    /// <summary>RXF0-1 with RXM0 belong to buffer 0, RXF2-5 with RXM1 to buffer 1.</summary>
    public bool Accepts(int buffer, uint id)
    {
        if ((_bytes[buffer == 0 ? Rxb0Ctrl : Rxb1Ctrl] & RxAnyMessage) == RxAnyMessage) return true;
        uint mask = Mcp2515Identifier.Get(_bytes, Rxm0Sidh + 4 * buffer);
        for (int filter = buffer == 0 ? 0 : 2; filter < (buffer == 0 ? 2 : 6); filter++)
        {
            int at = filter < 3 ? Rxf0Sidh + 4 * filter : Rxf3Sidh + 4 * (filter - 3);
            if ((_bytes[at + SidlAt] & Extended) != 0 && ((Mcp2515Identifier.Get(_bytes, at) ^ id) & mask) == 0) return true;
        }
        return false;
    }

    private void WriteTxControl(byte register, byte value)
    {
        byte before = _bytes[register];
        if ((before & TxRequest) != 0 && OnTheWire() == (register - Txb0Ctrl) / TxBufferStride) value |= TxRequest;
        byte after = (byte)((before & ~(TxRequest | TxPriorityMask)) | (value & (TxRequest | TxPriorityMask)));
        if ((before & TxRequest) != 0 && (value & TxRequest) == 0) after |= TxAborted;
        _bytes[register] = after;
    }

    private static bool IsFilterOrMask(byte register)
    {
        return register is < 0x0C or >= Rxf3Sidh and < 0x1C or >= Rxm0Sidh and < 0x28;
    }
}
