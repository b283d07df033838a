using System;
using Charger.Can;
using Charger.Runtime;

namespace Firmware.Tests.Can
{
    /// <summary>A bus that records what was sent, in little memory, and hands it to a node on it.</summary>
    public sealed class CanPortFake : ICanPort
    {
        private const int Kinds = 14;
        private readonly FrameRing _inbox;
        private readonly Frame _frame = new Frame();

        // One entry for each pair of identifier and second byte: when it was sent last, and the longest pause.
        private readonly uint[] _ids = new uint[Kinds];
        private readonly byte[] _seconds = new byte[Kinds];
        private readonly int[] _lastMs = new int[Kinds];
        private readonly int[] _pauses = new int[Kinds];
        private int _kinds;

        public int Sent;
        public int StopsSent;
        public int StartsSent;
        public bool StopWasUrgent = true;

        /// <summary>A frame other than START and STOP was urgent.</summary>
        public bool OtherWasUrgent;
        public bool Full;
        public long NowMs;
        public BusNodeFake Node;

        /// <summary>Frames to the module as they are sent: the ms, then + START, - STOP, V and C limits, or the query's d1; null for none.</summary>
        public string Trace;

        /// <summary>The first frame that was sent since <see cref="Full"/> was set.</summary>
        public readonly byte[] FirstAfterFull = new byte[8];

        /// <summary>The last frame that was taken.</summary>
        public uint LastId;
        public readonly byte[] Last = new byte[8];

        /// <summary>The last feedback to the BMS.</summary>
        public readonly byte[] Feedback = new byte[8];
        private bool _wasFull;

        public CanPortFake()
        {
            _inbox = new FrameRing("F");
        }

        public CanBusState State { get; set; } = CanBusState.Active;

        public bool Watched { get; set; }

        public bool HasFrames => _inbox.Count > 0;

        /// <summary>So many frames that mean nothing arrive while the reader reads.</summary>
        public int Babbles;

        public bool TryReceive(Frame into)
        {
            if (Babbles == 0) return _inbox.TryRead(into);
            Babbles--;
            into.Id = 0x123;
            into.Length = 8;
            return true;
        }

        public bool TryStop(uint id, byte[] frame, int times)
        {
            for (int i = 0; i < times; i++)
            {
                if (!TrySend(id, frame, true)) return false;
            }
            return true;
        }

        public int Releases;

        public void Release() => Releases++;

        public bool TrySend(uint id, byte[] data, bool urgent)
        {
            _wasFull |= Full;
            if (Full || State == CanBusState.BusOff || State == CanBusState.Down) return false;
            Sent++;
            LastId = id;
            Array.Copy(data, 0, Last, 0, 8);
            if (_wasFull) Array.Copy(data, 0, FirstAfterFull, 0, 8);
            _wasFull = false;
            if (id == BmsProtocol.FeedbackId) Array.Copy(data, 0, Feedback, 0, 8);
            Note(id, data[1]);
            if (Trace != null) Trace += NowMs + Kind(id, data) + " ";
            if (id == ModuleProtocol.ControlId && data[1] == ModuleProtocol.PowerFunction)
            {
                if (data[3] == ModuleProtocol.PowerOn) StartsSent++;
                else StopsSent++;
                StopWasUrgent &= urgent;
            }
            else OtherWasUrgent |= urgent;
            if (Node != null) Node.Receive(this, id, data, NowMs);
            return true;
        }

        private static string Kind(uint id, byte[] data)
        {
            if (id == ModuleProtocol.QueryId) return "q" + data[1].ToString("X2");
            if (data[1] == ModuleProtocol.PowerFunction) return data[3] == ModuleProtocol.PowerOn ? "+" : "-";
            return data[1] == ModuleProtocol.VoltageLimitFunction ? "V" : "C";
        }

        public void Arrive(uint id, byte[] data, int length = 8)
        {
            if (State == CanBusState.BusOff || State == CanBusState.Down) return;
            _frame.Id = id;
            _frame.Length = length;
            _frame.TimeMs = NowMs;
            Array.Copy(data, 0, _frame.Data, 0, 8);
            _inbox.Write(_frame);
        }

        /// <summary>Longest time between two frames with this identifier and second byte, -1 when there were not two.</summary>
        public int LongestPause(uint id, int second)
        {
            for (int i = 0; i < _kinds; i++)
            {
                if (_ids[i] == id && _seconds[i] == second) return _pauses[i];
            }
            return -1;
        }

        private void Note(uint id, byte second)
        {
            int at = 0;
            if (id == BmsProtocol.FeedbackId) second = 0;
            while (at < _kinds && (_ids[at] != id || _seconds[at] != second)) at++;
            if (at == Kinds) return;
            if (at == _kinds)
            {
                _kinds++;
                _ids[at] = id;
                _seconds[at] = second;
                _pauses[at] = -1;
            }
            else if ((int)NowMs - _lastMs[at] > _pauses[at]) _pauses[at] = (int)NowMs - _lastMs[at];
            _lastMs[at] = (int)NowMs;
        }
    }

    /// <summary>A node on the fake bus: receives what is sent.</summary>
    public abstract class BusNodeFake
    {
        public abstract void Receive(CanPortFake bus, uint id, byte[] data, long nowMs);
    }
}
