using Charger.Can;
using Charger.Runtime;
using Ocpp.Client.Transport;

namespace Firmware.Terminal
{
    /// <summary>
    /// The machine-readable lines: a subject, then <c>key=value</c> pairs, every 10 s and on demand. -1 means that the
    /// platform does not provide the value.
    /// </summary>
    internal sealed class Watermarks
    {
        private readonly TextOutput _out;
        private readonly Composition _composition;

        public Watermarks(TextOutput output, Composition composition)
        {
            _out = output;
            _composition = composition;
        }

        public void All(long nowMs, ChargerSnapshot charger, SessionStatus session)
        {
            Heap(nowMs);
            Threads(nowMs);
            Rings(nowMs);
            Locks(nowMs, false);
            Pool(nowMs);
            Queues(nowMs, session);
            Link(nowMs, session);
            Session(nowMs, charger, session);
        }

        /// <summary>Power now, energy of the running transaction and of the lifetime register, for a plot of the session.</summary>
        private void Session(long nowMs, ChargerSnapshot charger, SessionStatus session)
        {
            Subject("session", nowMs).Key("running").Number(session.TransactionRunning ? 1 : 0).Key("power_w").Number(charger.PowerW);
            _out.Key("energy_wh").Number(session.TransactionRunning ? charger.RegisterWh - session.MeterStartWh : 0).Key("register_wh").Number(charger.RegisterWh).Line();
        }

        /// <summary>The link's buffers; no line for a link without its own buffers.</summary>
        private void Pool(long nowMs)
        {
            if (!(_composition.Link is WebSocketLink own)) return;
            Subject("pool", nowMs).Key("used").Number(own.Buffers.InUse).Key("peak").Number(own.Buffers.Peak).Key("size").Number(own.Buffers.Sessions);
            _out.Key("exhausted").Number(own.Buffers.Exhausted).Line();
        }

        public void Heap(long nowMs)
        {
            HeapWatch heap = _composition.Heap;
            Subject("heap", nowMs).Key("free").Number(heap.Free).Key("low_sampled").Number(heap.LowestFree).Key("drift_24h").Number(heap.DriftBytes).Line();
            Subject("native", nowMs).Key("free").Number(heap.NativeFree).Key("low_sampled").Number(heap.NativeLowestFree).Key("largest").Number(heap.NativeLargest).Line();
        }

        /// <summary>One line a thread. The platform has no stack watermark: nesting is the firmware's own.</summary>
        public void Threads(long nowMs)
        {
            for (int i = 0; i < _composition.Workers.Length; i++)
            {
                Worker worker = _composition.Workers[i];
                long lateMs = nowMs - worker.DueMs;
                Subject("thread", nowMs).Key("name").Text(worker.Name).Key("running").Number(worker.Progress.Running ? 1 : 0);
                _out.Key("steps").Number(worker.Steps).Key("late_ms").Number(lateMs > 0 ? lateMs : 0);
                _out.Key("longest_step_ms").Number(worker.Progress.LongestStepMs).Key("nesting").Number(worker.Progress.DeepestNesting).Line();
            }
        }

        public void Rings(long nowMs)
        {
            CreateOnce made = _composition.Registry;
            for (int i = 0; i < made.Count; i++)
            {
                if (!(made[i] is FrameRing ring)) continue;
                Subject("ring", nowMs).Key("name").Text(ring.Name).Key("used").Number(ring.Count).Key("peak").Number(ring.Peak);
                _out.Key("size").Number(ring.Capacity).Key("written").Number(ring.Written).Key("dropped").Number(ring.Dropped).Line();
            }
        }

        /// <param name="each">One line for every lock, not the sum alone.</param>
        public void Locks(long nowMs, bool each)
        {
            CreateOnce made = _composition.Registry;
            long longestMs = 0;
            for (int i = 0; i < made.Count; i++)
            {
                if (!(made[i] is TimedLock one)) continue;
                if (one.LongestHoldMs > longestMs) longestMs = one.LongestHoldMs;
                if (each) Subject("lock", nowMs).Key("name").Text(one.Name).Key("timeouts").Number(one.Timeouts).Key("longest_hold_ms").Number(one.LongestHoldMs).Line();
            }
            Subject("locks", nowMs).Key("timeouts").Number(_composition.LockReport.Timeouts).Key("longest_hold_ms").Number(longestMs).Key("made").Number(made.Count).Key("asked_again").Number(made.AskedAgain).Line();
        }

        public void Queues(long nowMs, SessionStatus session)
        {
            CreateOnce made = _composition.Registry;
            for (int i = 0; i < made.Count; i++)
            {
                if (!(made[i] is Mailbox box)) continue;
                Subject("queue", nowMs).Key("name").Text(box.Name).Key("used").Number(box.Count).Key("peak").Number(box.Peak);
                _out.Key("size").Number(box.Capacity).Key("lost").Number(box.Lost).Line();
            }
            Subject("queue", nowMs).Key("name").Text("offline").Key("used").Number(session.Queued).Key("undeliverable").Number(session.Undeliverable).Line();
        }

        public void Link(long nowMs, SessionStatus session)
        {
            Subject("link", nowMs).Key("connections").Number(session.Connections).Key("opened").Number(session.Opened).Key("failed").Number(session.Failed);
            _out.Key("messages_in").Number(session.MessagesIn).Key("messages_out").Number(session.MessagesOut).Key("bytes_in").Number(session.BytesIn).Key("bytes_out").Number(session.BytesOut);
            _out.Key("last_end").Text(session.LastEnd.Length == 0 ? "-" : session.LastEnd).Key("code").Number(session.LastEndCode).Line();
        }

        private TextOutput Subject(string subject, long nowMs)
        {
            return _out.Text(subject).Key("t_s").Number(nowMs / 1000);
        }
    }
}
