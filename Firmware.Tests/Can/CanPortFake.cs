using System;
using Charger.Can;
using Charger.Runtime;

namespace Firmware.Tests.Can
{
    /// <summary>A bus that remembers what it was told, and a node on it that is told what was sent.</summary>
    public sealed class CanPortFake : ICanPort
    {
        private const int Room = 128;
        private readonly FrameRing _inbox;
        private readonly Frame _frame = new Frame();

        public readonly uint[] Ids = new uint[Room];
        public readonly byte[][] Data = new byte[Room][];
        public readonly long[] Times = new long[Room];
        public int Sent;
        public int StopsSent;
        public int StartsSent;
        public bool StopWasUrgent = true;
        public bool Full;
        public long NowMs;
        public BusNodeFake Node;

        public CanPortFake()
        {
            _inbox = new FrameRing("F", new TimedLock("F", new Firmware.Tests.Runtime.StoppedClock(), null));
            for (int i = 0; i < Room; i++) Data[i] = new byte[8];
        }

        public CanBusState State { get; set; } = CanBusState.Active;

        public bool TryReceive(Frame into) => _inbox.TryRead("T", into);

        public bool TrySend(uint id, byte[] data, bool urgent)
        {
            if (Full || State == CanBusState.BusOff || State == CanBusState.Down) return false;
            int at = Sent++ % Room;
            Ids[at] = id;
            Array.Copy(data, 0, Data[at], 0, 8);
            Times[at] = NowMs;
            if (id == ModuleProtocol.ControlId && data[1] == ModuleProtocol.PowerFunction)
            {
                if (data[3] == ModuleProtocol.PowerOn) StartsSent++;
                else StopsSent++;
                StopWasUrgent &= urgent;
            }
            if (Node != null) Node.Receive(this, id, Data[at], NowMs);
            return true;
        }

        public void Arrive(uint id, byte[] data, int length = 8)
        {
            if (State == CanBusState.BusOff || State == CanBusState.Down) return;
            _frame.Id = id;
            _frame.Length = length;
            _frame.TimeMs = NowMs;
            Array.Copy(data, 0, _frame.Data, 0, 8);
            _inbox.Write("N", _frame);
        }

        /// <summary>Longest time between two frames with this identifier and second byte (-1: any) among the last ones, until now.</summary>
        public long LongestPause(uint id, int second)
        {
            long last = -1;
            long longest = -1;
            for (int i = Sent > Room ? Sent - Room : 0; i < Sent; i++)
            {
                int at = i % Room;
                if (Ids[at] != id || (second >= 0 && Data[at][1] != second)) continue;
                if (last >= 0 && Times[at] - last > longest) longest = Times[at] - last;
                last = Times[at];
            }
            return longest;
        }
    }

    /// <summary>A node on a fake bus.</summary>
    public abstract class BusNodeFake
    {
        public abstract void Receive(CanPortFake bus, uint id, byte[] data, long nowMs);
    }
}
