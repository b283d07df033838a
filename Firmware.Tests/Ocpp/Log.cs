using Charger.Runtime;
using Ocpp.Client.Queue;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Ocpp
{
    /// <summary>Makes a transaction log and appends records to it, in short calls.</summary>
    internal static class Log
    {
        public static TransactionLog Of(IStorage flash) => new TransactionLog(flash, new Crc32(), new LineLog());

        public static TransactionLog Of(IStorage flash, string name) => new TransactionLog(flash, new Crc32(), new LineLog(), name);

        /// <summary>A record one second after 1970, with the id tag "TAG" where its kind has one.</summary>
        public static TransactionRecord Record(RecordKind kind, int serial, int wh)
        {
            TransactionRecord record = new TransactionRecord();
            record.Kind = kind;
            record.Serial = serial;
            record.RegisterWh = wh;
            record.TimeMs = 1000;
            record.TimeIsUtc = true;
            if (!record.IsValue) record.IdTag = "TAG";
            return record;
        }

        public static void Start(TransactionLog log, int serial, string tag)
        {
            TransactionRecord record = Record(RecordKind.Start, serial, 0);
            record.IdTag = tag;
            Check.True(log.Append(record));
        }

        public static void Meter(TransactionLog log, int serial, int wh, int context)
        {
            TransactionRecord record = Record(RecordKind.Meter, serial, wh);
            record.Detail = context;
            Check.True(log.Append(record));
        }

        public static void Stop(TransactionLog log, int serial, int wh, string tag)
        {
            TransactionRecord record = Record(RecordKind.Stop, serial, wh);
            record.IdTag = tag;
            Check.True(log.Append(record));
        }

        /// <summary>Delivers all messages that wait and returns them: "S1 M1 E1 ".</summary>
        public static string Drain(TransactionLog log)
        {
            string all = "";
            TransactionRecord record = new TransactionRecord();
            while (log.TryHead(record))
            {
                all += "-SMEIDHCKO".Substring((int)record.Kind, 1) + record.Serial + " ";
                Check.True(log.Complete(false));
            }
            return all;
        }

        public static string State(TransactionLog log)
        {
            return log.Waiting + " of " + log.LastSerial + (log.IsOpen ? " open" : " closed") + " id " + log.IdSerial + "." + log.TransactionId
                + " lost " + log.Undeliverable + " " + log.LeftOut + " " + log.Damaged + " writes " + log.Writes;
        }

        public static string Tag(int length) => new string('x', length);
    }
}
