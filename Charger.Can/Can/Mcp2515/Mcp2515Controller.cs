using System;
using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// An MCP2515 behind SPI. A received frame costs READ RX BUFFER and its share of a READ STATUS, a sent one READ STATUS,
    /// LOAD TX BUFFER and RTS. One-shot mode stays off: the chip repeats until the frame is acknowledged or aborted.
    /// </summary>
    public sealed class Mcp2515Controller : ICanController
    {
        /// <summary>TEC to EFLG in one transfer: counters, mode, bit timing, interrupts and error flags of the same instant.</summary>
        private const int PolledRegisters = Mcp2515Registers.Eflg - Mcp2515Registers.Tec + 1;
        private const int FromTec = Mcp2515Link.RegistersAt - Mcp2515Registers.Tec;
        private const int AllPending = Mcp2515Registers.StatusTx0Pending | Mcp2515Registers.StatusTx1Pending | Mcp2515Registers.StatusTx2Pending;
        private const int BothWaiting = Mcp2515Registers.StatusRx0 | Mcp2515Registers.StatusRx1;
        private const int UrgentBuffer = 2;
        private const int MostSkipped = 8;
        private const int FrameBytes = 8;

        /// <summary>Reads that found waiting frames between two checks of INT; and how many checks in a row must find INT high to call it stuck.</summary>
        private const int LooksPerCheck = 16;
        private const int HighToBeStuck = 3;

        private readonly ISpiPort _spi;
        private readonly Mcp2515Link _link;
        private readonly uint[] _wanted;
        private readonly bool _rollsOver;
        private readonly byte _interrupts;

        /// <summary>As in <see cref="BitTiming.Packed"/>; 0 when the pair of crystal and bit rate was refused.</summary>
        private readonly int _timing;
        private readonly IInputPin _interrupt;
        private readonly uint[] _loaded = new uint[UrgentBuffer + 1];
        private readonly byte[] _loadedData = new byte[(UrgentBuffer + 1) * FrameBytes];

        // SendStop's own buffers: CAN_RX may have been stopped between filling its buffer and the transfer. The load is the whole instruction.
        private byte[] _stopLoad;
        private byte[] _stopOut;
        private byte[] _stopIn;
        private int _waiting;

        /// <summary>TEC, REC and EFLG of the last poll, one byte each from the lowest.</summary>
        private int _errors;

        /// <summary>All transmit buffers were free at the last READ STATUS, and none was filled since.</summary>
        private bool _nothingLoaded;

        /// <summary>The last READ STATUS showed all frames there were: after they are fetched, this turn needs no other one.</summary>
        private bool _looked;
        private int _looksToCheck = LooksPerCheck;
        private int _interruptsHigh;
        private bool _running;
        private bool _settling;

        /// <param name="interrupt">The INT line, low while a frame waits; read only to find out whether it is stuck. Null when it is not wired.</param>
        /// <param name="wanted">Identifiers to accept, at most six; none accepts everything.</param>
        public Mcp2515Controller(ISpiPort spi, IInputPin interrupt, int crystalHz, int bitRate, uint[] wanted)
        {
            _spi = spi;
            _link = new Mcp2515Link(spi);
            _interrupt = interrupt;
            _wanted = wanted;
            AcceptancePlan plan = new AcceptancePlan(wanted);
            _rollsOver = plan.RollsOver;
            _interrupts = (byte)plan.Interrupts;
            BitTiming timing = new BitTiming();
            if (timing.Compute(crystalHz, bitRate)) _timing = timing.Packed;
            else Failure = "bit timing refused: " + timing.Refusal;
        }

        /// <inheritdoc/>
        public CanBusState State { get; private set; }

        /// <inheritdoc/>
        public string Failure { get; private set; } = "";

        /// <inheritdoc/>
        public bool TellsEachFrame => !_rollsOver;

        /// <summary>Overflows of both receive buffers; one overflow stands for all frames lost since the last poll.</summary>
        public int Overruns => Overruns0 + Overruns1;

        /// <summary>RX0OVR seen since boot.</summary>
        public int Overruns0 { get; private set; }

        /// <summary>RX1OVR seen since boot.</summary>
        public int Overruns1 { get; private set; }

        /// <inheritdoc/>
        public int TransmitErrorCounter => _errors & 0xFF;

        /// <inheritdoc/>
        public int ReceiveErrorCounter => (_errors >> 8) & 0xFF;

        /// <summary>EFLG at the last poll.</summary>
        public int ErrorFlags => _errors >> 16;

        /// <inheritdoc/>
        public bool InterruptStuck => _interruptsHigh >= HighToBeStuck;

        /// <summary>Frames aborted in a transmit buffer because an urgent one replaced them.</summary>
        public int Aborted { get; private set; }

        /// <summary>Dropped frames: standard frames, remote frames, unwanted identifiers that passed the filters.</summary>
        public int Unwanted { get; private set; }

        /// <summary>Polls that found other settings in the chip than were written: something else has reset it.</summary>
        public int LostSettings { get; private set; }

        /// <inheritdoc/>
        public bool Start()
        {
            _waiting = 0;
            _looked = false;
            _settling = false;
            if (_timing == 0) return false;
            Mcp2515Startup startup = new Mcp2515Startup(_link, _timing, new AcceptancePlan(_wanted));
            _running = startup.Run();
            Failure = startup.Failure;
            State = _running ? CanBusState.Active : CanBusState.Down;
            return _running;
        }

        /// <inheritdoc/>
        public void Stop()
        {
            _running = false;
            State = CanBusState.Down;
            // A reset leaves the bus at once and drops the frames that wait for transmission.
            _link.Reset();
        }

        /// <inheritdoc/>
        public bool Poll()
        {
            if (!_running) return false;
            _link.Read(Mcp2515Registers.Tec, PolledRegisters);
            byte[] polled = _link.Received;
            if (!HasItsSettings(polled))
            {
                LostSettings++;
                _running = false;
                State = CanBusState.Down;
                return false;
            }
            int errors = polled[FromTec + Mcp2515Registers.Eflg];
            _errors = polled[FromTec + Mcp2515Registers.Tec] | polled[FromTec + Mcp2515Registers.Rec] << 8 | errors << 16;
            State = errors == 0 ? CanBusState.Active : StateOf(errors);
            int interrupts = polled[FromTec + Mcp2515Registers.Canintf];
            // The receive flags of CANINTF have the bits of READ STATUS.
            _waiting = interrupts & BothWaiting;
            _looked = _rollsOver && _waiting != 0 && _waiting != BothWaiting;
            CountOverflows();
            if ((interrupts & Mcp2515Registers.ErrorInterrupt) != 0) _link.BitModify(Mcp2515Registers.Canintf, Mcp2515Registers.ErrorInterrupt, 0);
            return _waiting != 0;
        }

        /// <inheritdoc/>
        public bool TryReceive(Frame into)
        {
            // Unwanted frames are skipped, up to a limit; the next call continues.
            for (int round = 0; round < MostSkipped && _running; round++)
            {
                if (_waiting == 0 && (_looked || !LookForFrames()))
                {
                    _looked = false;
                    return false;
                }
                bool first = (_waiting & Mcp2515Registers.StatusRx0) != 0;
                _waiting &= first ? ~Mcp2515Registers.StatusRx0 : ~Mcp2515Registers.StatusRx1;
                _link.ReadRxBuffer(first);
                if (Unpack(into)) return true;
                Unwanted++;
            }
            return false;
        }

        /// <inheritdoc/>
        public bool TrySend(uint id, byte[] data, bool urgent)
        {
            if (!_running) return false;
            int status = urgent || !_nothingLoaded ? _link.ReadStatus() : 0;
            _nothingLoaded = false;
            int buffer = urgent ? UrgentBuffer : FreeNormalBuffer(status);
            bool settling = _settling;
            _settling = false;
            if (buffer < 0 || (!urgent && settling) || (urgent && !MakeWay(status, id, data))) return false;
            _loaded[buffer] = id;
            Array.Copy(data, 0, _loadedData, buffer * FrameBytes, FrameBytes);
            _link.LoadTxBuffer(buffer, id, data, FrameBytes);
            _link.RequestToSend(buffer);
            return true;
        }

        /// <inheritdoc/>
        public void KeepStop(uint id, byte[] frame)
        {
            _stopLoad = new byte[1 + Mcp2515Registers.DataAt + FrameBytes];
            _stopOut = new byte[4];
            _stopIn = new byte[_stopLoad.Length];
            Mcp2515Identifier.Put(id, _stopLoad, 1);
            _stopLoad[1 + Mcp2515Registers.DlcAt] = FrameBytes;
            Array.Copy(frame, 0, _stopLoad, 1 + Mcp2515Registers.DataAt, FrameBytes);
        }

        // No call but the transfers: the reserve of a cut must hold all call frames of this path.
        /// <inheritdoc/>
        public void SendStop()
        {
            byte[] send = _stopOut;
            if (send == null) return;
            send[0] = Mcp2515Registers.BitModify;
            send[2] = Mcp2515Registers.TxRequest;
            for (int buffer = 0; buffer <= UrgentBuffer; buffer++)
            {
                send[1] = (byte)(Mcp2515Registers.Txb0Ctrl + buffer * Mcp2515Registers.TxBufferStride);
                _spi.Transfer(send, _stopIn, send.Length);
            }
            // At most one frame is left, on the wire: STOP goes into another buffer and follows it.
            send[0] = Mcp2515Registers.ReadStatus;
            _spi.Transfer(send, _stopIn, 2);
            int status = _stopIn[1];
            int free = (status & Mcp2515Registers.StatusTx2Pending) == 0 ? UrgentBuffer : (status & Mcp2515Registers.StatusTx1Pending) == 0 ? 1 : 0;
            _stopLoad[0] = (byte)(Mcp2515Registers.LoadTxBuffer + 2 * free);
            _spi.Transfer(_stopLoad, _stopIn, _stopLoad.Length);
            send[0] = (byte)(Mcp2515Registers.RequestToSend | (1 << free));
            _spi.Transfer(send, _stopIn, 1);
        }

        private bool LookForFrames()
        {
            int status = _link.ReadStatus();
            _nothingLoaded = (status & AllPending) == 0;
            _waiting = status & BothWaiting;
            if (_waiting == 0) return false;
            // When single frames give no edge, a frame that arrives now waits for the next poll; after two frames there may be more.
            _looked = _rollsOver && _waiting != BothWaiting;
            if (_rollsOver && (_waiting & Mcp2515Registers.StatusRx1) == 0) return true;
            if (_interrupt != null && --_looksToCheck <= 0) CheckInterrupt();
            return true;
        }

        // While a frame waits, INT is low. Reading a pin allocates objects on the device, so this is done rarely.
        private void CheckInterrupt()
        {
            _interruptsHigh = _interrupt.Read() ? _interruptsHigh + 1 : 0;
            _looksToCheck = _interruptsHigh == 0 || InterruptStuck ? LooksPerCheck : 1;
        }

        private bool Unpack(Frame into)
        {
            byte[] from = _link.Received;
            int at = Mcp2515Link.BufferAt;
            int length = from[at + Mcp2515Registers.DlcAt] & Mcp2515Registers.LengthMask;
            if ((from[at + Mcp2515Registers.SidlAt] & Mcp2515Registers.Extended) == 0 || (from[at + Mcp2515Registers.DlcAt] & Mcp2515Registers.RemoteRequest) != 0) return false;
            into.Id = Mcp2515Identifier.Get(from, at);
            if (!AcceptancePlan.IsWanted(_wanted, into.Id)) return false;
            into.Length = length > FrameBytes ? FrameBytes : length;
            Array.Copy(from, at + Mcp2515Registers.DataAt, into.Data, 0, FrameBytes);
            return true;
        }

        /// <summary>Buffer 1 while nothing waits in it or in 0, then 0: frames leave in the order they came. -1 when there is no room.</summary>
        private static int FreeNormalBuffer(int status)
        {
            bool pending0 = (status & Mcp2515Registers.StatusTx0Pending) != 0;
            bool pending1 = (status & Mcp2515Registers.StatusTx1Pending) != 0;
            if (pending0) return -1;
            return pending1 ? 0 : 1;
        }

        /// <summary>
        /// Aborts the frame that an urgent one replaces: a START that still waits must not follow the STOP. Other frames keep
        /// their buffer. False while the urgent buffer is not free: the same frame waits in it, or the aborted one may be on the wire.
        /// </summary>
        private bool MakeWay(int status, uint id, byte[] data)
        {
            if ((status & Mcp2515Registers.StatusTx0Pending) != 0 && IsReplaced(0, id, data)) Abort(0);
            if ((status & Mcp2515Registers.StatusTx1Pending) != 0 && IsReplaced(1, id, data)) Abort(1);
            if ((status & Mcp2515Registers.StatusTx2Pending) == 0) return true;
            if (!IsReplaced(UrgentBuffer, id, data)) return false;
            Abort(UrgentBuffer);
            return false;
        }

        /// <summary>The same identifier and function (first two bytes) with other contents.</summary>
        private bool IsReplaced(int buffer, uint id, byte[] data)
        {
            int at = buffer * FrameBytes;
            if (_loaded[buffer] != id || _loadedData[at] != data[0] || _loadedData[at + 1] != data[1]) return false;
            int i = FrameBytes;
            while (--i != 1)
            {
                if (_loadedData[at + i] != data[i]) return true;
            }
            return false;
        }

        /// <summary>The chip always completes a frame that is on the wire: its buffer is left alone until the next call.</summary>
        private void Abort(int buffer)
        {
            Aborted++;
            _settling = true;
            _link.BitModify((byte)(Mcp2515Registers.Txb0Ctrl + buffer * Mcp2515Registers.TxBufferStride), Mcp2515Registers.TxRequest, 0);
        }

        private bool HasItsSettings(byte[] polled)
        {
            return (polled[FromTec + Mcp2515Registers.Tec + 2] & Mcp2515Registers.ModeMask) == Mcp2515Registers.ModeNormal
                && polled[FromTec + Mcp2515Registers.Cnf1] == (byte)_timing
                && polled[FromTec + Mcp2515Registers.Cnf2] == (byte)(_timing >> 8)
                && polled[FromTec + Mcp2515Registers.Cnf3] == (byte)(_timing >> 16)
                && polled[FromTec + Mcp2515Registers.Caninte] == _interrupts;
        }

        private void CountOverflows()
        {
            int overflows = ErrorFlags & (Mcp2515Registers.Rx0Overflow | Mcp2515Registers.Rx1Overflow);
            if (overflows == 0) return;
            if ((overflows & Mcp2515Registers.Rx0Overflow) != 0) Overruns0++;
            if ((overflows & Mcp2515Registers.Rx1Overflow) != 0) Overruns1++;
            _link.BitModify(Mcp2515Registers.Eflg, (byte)overflows, 0);
        }

        private static CanBusState StateOf(int flags)
        {
            if ((flags & Mcp2515Registers.TxBusOff) != 0) return CanBusState.BusOff;
            if ((flags & (Mcp2515Registers.TxPassive | Mcp2515Registers.RxPassive)) != 0) return CanBusState.Passive;
            return (flags & Mcp2515Registers.ErrorWarning) != 0 ? CanBusState.Warning : CanBusState.Active;
        }
    }
}
