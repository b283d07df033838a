using Charger.Can;
using Charger.Runtime;
using Ocpp.Client.Queue;
using Ocpp.Client.Transport;
using Ocpp.Client.Wire;

namespace Firmware
{
    /// <summary>
    /// The watermarks as one JSON object, the same figures as the machine-readable lines of the console: the answer to a central system
    /// that sends a DataTransfer with messageId Health. Called by the OCPP thread, and by the UI thread for the status page: each value is
    /// read for itself, without a lock. -1 means that the platform does not provide the value.
    /// </summary>
    public static class HealthReport
    {
        /// <summary>messageId of the DataTransfer that asks for it.</summary>
        public const string MessageId = "Health";

        /// <summary>Largest size of the object.</summary>
        public const int MostBytes = 1280;

        /// <summary>Appends the object; <paramref name="into"/> reports an overflow when it has less room than <see cref="MostBytes"/>.</summary>
        public static void Write(Composition firmware, long nowMs, JsonWriter into)
        {
            into.Raw("{\"uptimeS\":");
            into.Number(nowMs / 1000);
            Number(into, ",\"boots\":", firmware.Boots.Boots);
            into.Text(",\"lastRestart\":", firmware.Boots.LastReason);
            into.Raw(firmware.Boots.SafeMode ? ",\"safeMode\":true" : ",\"safeMode\":false");
            into.Text(",\"selfTest\":", firmware.SelfTest.Result);
            into.Text(",\"contactor\":", Contactor(firmware));
            Number(into, ",\"below60VMs\":", firmware.Control.Proof == null ? -1 : firmware.Control.Proof.Below60Ms);
            Heap(firmware.Heap, into);
            Threads(firmware, nowMs, into);
            Rings(firmware, into);
            Locks(firmware, into);
            Link(firmware.Link, into);
            Queues(firmware, into);
            into.Byte('}');
        }

        /// <summary>State of the contactor proof in words, for the console too.</summary>
        public static string Contactor(Composition firmware)
        {
            if (firmware.Control.Faults.IsActive(ChargerFaults.ContactorFails)) return "contactor fails";
            return firmware.Control.Proof != null && firmware.Control.Proof.IsFitted ? "contactor proved" : "contactor not proved";
        }

        private static void Heap(HeapWatch heap, JsonWriter into)
        {
            Number(into, ",\"heap\":{\"free\":", heap.Free);
            Number(into, ",\"low\":", heap.LowestFree);
            Number(into, ",\"drift24h\":", heap.DriftBytes);
            Number(into, "},\"native\":{\"free\":", heap.NativeFree);
            Number(into, ",\"low\":", heap.NativeLowestFree);
            Number(into, ",\"largest\":", heap.NativeLargest);
        }

        private static void Threads(Composition firmware, long nowMs, JsonWriter into)
        {
            into.Raw("},\"threads\":[");
            for (int i = 0; i < firmware.Workers.Length; i++)
            {
                Worker worker = firmware.Workers[i];
                long lateMs = nowMs - worker.DueMs;
                into.Text(i == 0 ? "{\"name\":" : "},{\"name\":", worker.Name);
                Number(into, ",\"steps\":", worker.Steps);
                Number(into, ",\"lateMs\":", lateMs > 0 ? lateMs : 0);
                Number(into, ",\"longestStepMs\":", worker.Progress.LongestStepMs);
                Number(into, ",\"nesting\":", worker.Progress.DeepestNesting);
            }
            into.Raw("}]");
        }

        private static void Rings(Composition firmware, JsonWriter into)
        {
            Ring(firmware.ModuleBus.Ring, ",\"rings\":[{\"name\":", into);
            Ring(firmware.BmsBus.Ring, "},{\"name\":", into);
            into.Raw("}]");
        }

        private static void Ring(FrameRing ring, string prefix, JsonWriter into)
        {
            into.Text(prefix, ring.Name);
            Number(into, ",\"used\":", ring.Count);
            Number(into, ",\"peak\":", ring.Peak);
            Number(into, ",\"written\":", ring.Written);
            Number(into, ",\"dropped\":", ring.Dropped);
        }

        private static void Locks(Composition firmware, JsonWriter into)
        {
            long longestMs = 0;
            for (int i = 0; i < firmware.Registry.Count; i++)
                if (firmware.Registry[i] is TimedLock one && one.LongestHoldMs > longestMs) longestMs = one.LongestHoldMs;
            Number(into, ",\"locks\":{\"timeouts\":", firmware.LockReport.Timeouts);
            Number(into, ",\"longestHoldMs\":", longestMs);
        }

        private static void Link(IMessageLink link, JsonWriter into)
        {
            LinkStatistics statistics = link.Statistics;
            Number(into, "},\"link\":{\"connections\":", statistics.Active);
            Number(into, ",\"opened\":", statistics.Opened);
            Number(into, ",\"failed\":", statistics.Failed);
            Number(into, ",\"lastEndCode\":", link.LastEndCode);
            if (!(link is WebSocketLink own)) return;
            Number(into, "},\"pool\":{\"used\":", own.Buffers.InUse);
            Number(into, ",\"peak\":", own.Buffers.Peak);
            Number(into, ",\"exhausted\":", own.Buffers.Exhausted);
        }

        private static void Queues(Composition firmware, JsonWriter into)
        {
            TransactionLog queue = firmware.ChargePoint.Queue;
            Number(into, "},\"queues\":{\"offline\":", queue.Waiting);
            Number(into, ",\"undeliverable\":", queue.Undeliverable);
            Number(into, ",\"leftOut\":", queue.LeftOut);
            Number(into, ",\"commands\":", firmware.OcppCommands.Count);
            Number(into, ",\"alerts\":", firmware.Alerts.Count);
            Number(into, ",\"messagesLost\":", firmware.OcppCommands.Lost + firmware.Alerts.Lost + firmware.ConsoleReplies.Lost);
            into.Byte('}');
        }

        private static void Number(JsonWriter into, string prefix, long value)
        {
            into.Raw(prefix);
            into.Number(value);
        }
    }
}
