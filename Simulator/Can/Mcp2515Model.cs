using Charger.Can;
using Charger.Runtime;
using static Charger.Can.Mcp2515Registers;

namespace Simulator.Can;

/// <summary>
/// An MCP2515 at register level behind the SPI port: instructions, modes, filters, roll-over, overflow flags, error counters
/// and the INT line, as DS20001801 describes them. It counts SPI transactions and what a driver must not do.
/// </summary>
public sealed class Mcp2515Model : ISpiPort, IInputPin, ICanNode
{
    private readonly CanWire _wire;
    private readonly Mcp2515Registry _registers = new();
    private readonly Mcp2515Errors _errors;
    private bool _intLow;
    private long _spiTenthUs;
    private long _loopbackUntil = long.MaxValue;
    private WireFrame? _loopback;

    public Mcp2515Model(CanWire wire)
    {
        _wire = wire;
        _errors = new Mcp2515Errors(_registers, wire);
        _registers.Reset();
        _registers.OnTheWire = () => wire.BufferOnTheWire(this);
        wire.Attach(this);
    }

    /// <summary>SPI transactions since the start (chip select low to high).</summary>
    public long Transactions { get; set; }

    /// <summary>Frames lost because both buffers were taken.</summary>
    public long FramesLost { get; private set; }

    /// <summary>Frames that passed the filters and were stored.</summary>
    public long FramesStored { get; private set; }

    /// <summary>Frames the filters kept out.</summary>
    public long FramesFiltered { get; private set; }

    public long FramesSent { get; private set; }

    /// <summary>Actions of the driver that the data sheet forbids: loading a buffer that waits for transmission, settings outside configuration mode.</summary>
    public int Violations { get; private set; }

    /// <summary>Unpowered or miswired: every byte reads 0xFF.</summary>
    public bool Dead { get; set; }

    /// <summary>MISO is tied to ground: every byte reads 0x00.</summary>
    public bool ReadsZeros { get; set; }

    /// <summary>Loopback frames never come back: a chip with a defect behind its registers.</summary>
    public bool LoopbackBroken { get; set; }

    /// <summary>The transmit buffer whose frames never leave it; -1 for none.</summary>
    public int StuckBuffer { get; set; } = -1;

    /// <summary>Thrown by the next transfers, as the platform's driver does when the bus is misconfigured; null for none.</summary>
    public Exception? SpiFailure { get; set; }

    /// <summary>Called when INT falls: the board's edge interrupt.</summary>
    public Action? InterruptFell { get; set; }

    /// <summary>The wire of INT is broken or tied up: it reads high and never falls.</summary>
    public bool InterruptStuckHigh { get; set; }

    /// <summary>Registers as a debugger would show them.</summary>
    public byte this[byte register] => _registers.Read(register);

    /// <summary>The INT line; true is high, nothing to be fetched.</summary>
    bool IInputPin.Read()
    {
        _wire.Settle();
        return InterruptStuckHigh || !_intLow;
    }

    /// <summary>A brown-out resets it without the driver knowing.</summary>
    public void BrownOut()
    {
        _registers.Reset();
        UpdateInterrupt();
    }

    public void Transfer(byte[] write, byte[] read, int count)
    {
        _wire.Settle();
        Transactions++;
        if (SpiFailure != null) throw SpiFailure;
        if (Dead || ReadsZeros)
        {
            Array.Fill(read, Dead ? (byte)0xFF : (byte)0, 0, count);
            return;
        }
        // 10 MHz, and the least time of a call.
        _spiTenthUs += 50 + 8 * count;
        FinishLoopback();
        _errors.Settle();
        Array.Clear(read, 0, count);
        Execute(write, read, count);
        UpdateInterrupt();
        _wire.Request();
    }

    private void Execute(byte[] write, byte[] read, int count)
    {
        byte instruction = write[0];
        if (instruction == Mcp2515Registers.Reset) Reset();
        else if (instruction == Mcp2515Registers.Read) for (int i = 2; i < count; i++) read[i] = _registers.Read((byte)((write[1] + i - 2) & 0x7F));
        else if (instruction == Mcp2515Registers.Write) for (int i = 2; i < count; i++) WriteRegister((byte)((write[1] + i - 2) & 0x7F), write[i], 0xFF);
        else if (instruction == Mcp2515Registers.BitModify) WriteRegister((byte)(write[1] & 0x7F), write[3], Mcp2515Registry.AllowsBitModify(write[1]) ? write[2] : (byte)0xFF);
        else if (instruction == ReadStatus) Array.Fill(read, Status(), 1, count - 1);
        else if (instruction == RxStatus) Array.Fill(read, ReceiveStatus(), 1, count - 1);
        else if ((instruction & 0xF9) == ReadRxBuffer) ReadBuffer(instruction, read, count);
        else if ((instruction & 0xF8) == LoadTxBuffer) LoadBuffer(instruction, write, count);
        else if ((instruction & 0xF8) == RequestToSend) for (int b = 0; b < 3; b++) RequestSend(b, (instruction >> b) & 1);
        else Violations++;
    }

    private void Reset()
    {
        _registers.Reset();
        _loopback = null;
    }

    private void WriteRegister(byte register, byte value, byte mask)
    {
        if (!_registers.MayWrite(register))
        {
            Violations++;
            return;
        }
        byte before = _registers.Read(register);
        _registers.Write(register, (byte)((before & ~mask) | (value & mask)));
        if ((register & 0x0F) == 0x0F && (_registers.Raw(Canctrl) & AbortAll) != 0) _registers.AbortTransmissions();
        for (int b = 0; b < 3; b++)
        {
            if (register == Txb0Ctrl + b * TxBufferStride) RequestSend(b, (before & TxRequest) == 0 && (_registers.Raw(register) & TxRequest) != 0 ? 1 : 0);
        }
    }

    private byte Status()
    {
        byte flags = _registers.Raw(Canintf);
        int status = flags & (Rx0Interrupt | Rx1Interrupt);
        for (int b = 0; b < 3; b++)
        {
            if ((_registers.TxControl(b) & TxRequest) != 0) status |= StatusTx0Pending << (2 * b);
            if ((flags & (Tx0Interrupt << b)) != 0) status |= 0x08 << (2 * b);
        }
        return (byte)status;
    }

    private byte ReceiveStatus()
    {
        byte flags = _registers.Raw(Canintf);
        int buffer = (flags & Rx0Interrupt) != 0 ? 0 : 1;
        byte control = _registers.Raw(buffer == 0 ? Rxb0Ctrl : Rxb1Ctrl);
        return (byte)(((flags & 0x03) << 6) | ((flags & 0x03) != 0 ? 0x10 : 0) | (control & 0x07));
    }

    private void ReadBuffer(byte instruction, byte[] read, int count)
    {
        int buffer = (instruction & SecondBuffer) != 0 ? 1 : 0;
        int at = (buffer == 0 ? Rxb0Ctrl : Rxb1Ctrl) + ((instruction & 0x02) != 0 ? 6 : 1);
        for (int i = 1; i < count; i++) read[i] = _registers.Raw((byte)((at + i - 1) & 0x7F));
        _registers.Clear(Canintf, buffer == 0 ? Rx0Interrupt : Rx1Interrupt);
    }

    private void LoadBuffer(byte instruction, byte[] write, int count)
    {
        int buffer = (instruction & 0x07) >> 1;
        if (buffer > 2 || (_registers.TxControl(buffer) & TxRequest) != 0)
        {
            Violations++;
            return;
        }
        int at = Txb0Ctrl + buffer * TxBufferStride + ((instruction & 1) != 0 ? 6 : 1);
        for (int i = 1; i < count; i++) _registers.Force((byte)(at + i - 1), write[i]);
    }

    private void RequestSend(int buffer, int request)
    {
        if (request == 0) return;
        byte control = (byte)(Txb0Ctrl + buffer * TxBufferStride);
        _registers.Clear(control, TxError | TxAborted);
        _registers.Set(control, TxRequest);
        if (_registers.Mode != ModeLoopback || _loopback != null || buffer == StuckBuffer) return;
        _loopback = _registers.TransmitFrame(buffer);
        _loopbackUntil = _spiTenthUs + FrameBits.Count(_loopback.Id, _loopback.Data) * 10_000_000L / _wire.BitRate;
    }

    private void FinishLoopback()
    {
        if (_loopback == null || _spiTenthUs < _loopbackUntil || LoopbackBroken) return;
        WireFrame frame = _loopback;
        _loopback = null;
        Complete(frame);
        Store(frame);
        UpdateInterrupt();
    }

    bool ICanNode.Acknowledges => !Dead && _registers.Mode == ModeNormal && !_errors.IsOff;

    WireFrame? ICanNode.Offer()
    {
        if (Dead || _registers.Mode != ModeNormal || _errors.IsOff) return null;
        int best = -1;
        for (int b = 0; b < 3; b++)
        {
            if ((_registers.TxControl(b) & TxRequest) == 0) continue;
            // Of equal priorities the higher buffer goes first.
            if (best < 0 || (_registers.TxControl(b) & TxPriorityMask) >= (_registers.TxControl(best) & TxPriorityMask)) best = b;
        }
        return best < 0 ? null : _registers.TransmitFrame(best);
    }

    void ICanNode.Sent(WireFrame frame)
    {
        FramesSent++;
        Complete(frame);
        _errors.Sent();
        UpdateInterrupt();
    }

    void ICanNode.Failed(WireFrame frame, bool unacknowledged)
    {
        byte control = (byte)(Txb0Ctrl + frame.Buffer * TxBufferStride);
        _registers.Set(control, TxError);
        if ((_registers.Raw(Canctrl) & OneShot) != 0) _registers.Clear(control, TxRequest);
        _errors.SendFailed(unacknowledged);
        UpdateInterrupt();
    }

    void ICanNode.SawError()
    {
        if (_registers.Mode != ModeNormal) return;
        _errors.ReceiveFailed();
        UpdateInterrupt();
    }

    void ICanNode.Receive(WireFrame frame, long timeUs)
    {
        if (Dead || _errors.IsOff || _registers.Mode is not (ModeNormal or ModeListenOnly)) return;
        _errors.Received();
        Store(frame);
        UpdateInterrupt();
    }

    private void Complete(WireFrame frame)
    {
        _registers.Clear((byte)(Txb0Ctrl + frame.Buffer * TxBufferStride), TxRequest);
        _registers.Set(Canintf, (byte)(Tx0Interrupt << frame.Buffer));
    }

    /// <summary>Filters, roll-over and overflow, figure 4-3 of the data sheet.</summary>
    private void Store(WireFrame frame)
    {
        byte flags = _registers.Raw(Canintf);
        bool full0 = (flags & Rx0Interrupt) != 0;
        bool full1 = (flags & Rx1Interrupt) != 0;
        if (_registers.Accepts(0, frame.Id))
        {
            if (!full0) Fill(0, frame);
            else if ((_registers.Raw(Rxb0Ctrl) & RxRollOver) == 0) Overflow(Rx0Overflow);
            else if (!full1) Fill(1, frame);
            else Overflow(Rx1Overflow);
        }
        else if (_registers.Accepts(1, frame.Id))
        {
            if (!full1) Fill(1, frame);
            else Overflow(Rx1Overflow);
        }
        else
        {
            FramesFiltered++;
        }
    }

    private void Fill(int buffer, WireFrame frame)
    {
        FramesStored++;
        _registers.StoreFrame(buffer, frame);
        _registers.Set(Canintf, buffer == 0 ? Rx0Interrupt : Rx1Interrupt);
    }

    private void Overflow(byte flag)
    {
        FramesLost++;
        _registers.Set(Eflg, flag);
        _registers.Set(Canintf, ErrorInterrupt);
    }

    private void UpdateInterrupt()
    {
        bool low = (_registers.Raw(Canintf) & _registers.Raw(Caninte)) != 0;
        bool fell = low && !_intLow;
        _intLow = low;
        if (fell && !InterruptStuckHigh) InterruptFell?.Invoke();
    }
}
