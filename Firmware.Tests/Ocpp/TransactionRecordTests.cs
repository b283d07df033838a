using Charger.Runtime;
using nanoFramework.TestFramework;
using Ocpp.Client.Queue;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class TransactionRecordTests
    {
        private const string LongTag = "\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC";

        [TestMethod]
        public void Record_OfEachKind_HasTheBytesThatItsFormatSays()
        {
            TransactionRecord r = Sample(RecordKind.Start);
            r.HasReservation = r.IsFirstOfBoot = true;
            Is("1AE10102030411223344" + "01A1FD8C32C3E0000000" + "5441", r);
            r.TimeIsUtc = r.IsFirstOfBoot = false;
            Is("1A410102030411223344" + "01A1FD8C32C3E0000000" + "5441", r);
            r.HasReservation = false;
            r.IsFirstOfBoot = true;
            Is("1A210102030411223344" + "01A1FD8C32C3E0000000" + "5441", r);
            // A stop has neither of the two flags.
            r = Sample(RecordKind.Stop);
            r.HasReservation = r.IsFirstOfBoot = true;
            Is("1A830102030411223344" + "01A1FD8C32C3E0000000" + "5441", r);
            Is("2482" + Value, Sample(RecordKind.Meter));
            Is("2488" + Value, Sample(RecordKind.Kept));
            Is("1A890102030411223344" + "01A1FD8C32C3E0000000" + "5441", Sample(RecordKind.Open));
            Is("0E840102030411223344", Sample(RecordKind.Id));
            Is("0E860102030411223344", Sample(RecordKind.Header));
            Is("0E870102030411223344", Sample(RecordKind.Commit));
            r = Sample(RecordKind.Done);
            r.Detail = 1;
            Is("0F85010203040100ABCDEF", r);
        }

        private const string Value = "0102030411223344" + "01A1FD8C32C3E0000000" + "FDE8" + "1F40" + "FFFF" + "0001" + "8000" + "FFF6";

        [TestMethod]
        public void Record_ReadBack_SaysWhatWasWritten()
        {
            TransactionRecord read = new TransactionRecord();
            read.Position = 99;
            for (RecordKind kind = RecordKind.Start; kind <= RecordKind.Open; kind++)
            {
                TransactionRecord r = Sample(kind);
                r.HasReservation = r.IsFirstOfBoot = kind == RecordKind.Start;
                if (kind == RecordKind.Done) r.Detail = 1;
                byte[] bytes = new byte[TransactionRecord.MostBytes + 7];
                int length = r.Write(bytes, 5, new Crc32());
                Check.Same(length, read.Read(bytes, 5, length, new Crc32()));
                Same(All(r), All(read));
                // Neither a part of the record nor a record with a wrong bit is read.
                for (int count = 0; count < length; count++) Check.Same(0, read.Read(bytes, 5, count, new Crc32()));
                for (int at = 0; at < length; at++)
                {
                    bytes[5 + at] ^= 0x10;
                    Check.Same(0, read.Read(bytes, 5, bytes.Length - 5, new Crc32()));
                    bytes[5 + at] ^= 0x10;
                }
            }
        }

        [TestMethod]
        public void Record_OfLongestTag_TakesAllItsRoomAndNoMore()
        {
            TransactionRecord r = Sample(RecordKind.Start);
            r.IdTag = LongTag;
            byte[] bytes = new byte[TransactionRecord.MostBytes];
            Check.Same(TransactionRecord.MostBytes, r.Write(bytes, 0, new Crc32()));
            TransactionRecord read = new TransactionRecord();
            Check.Same(TransactionRecord.MostBytes, read.Read(bytes, 0, bytes.Length, new Crc32()));
            Same(LongTag, read.IdTag);
            r.IdTag = LongTag + "x";
            Check.Same(TransactionRecord.MostBytes, r.Write(bytes, 0, new Crc32()));
            // The next record has no id tag: the one before is not kept.
            r.IdTag = "";
            Check.Same(24, r.Write(bytes, 0, new Crc32()));
            Check.Same(24, read.Read(bytes, 0, 24, new Crc32()));
            Same("", read.IdTag);
        }

        [TestMethod]
        public void Record_OfTheFirstFormat_HasNoPositionAndNoGeneration()
        {
            TransactionRecord read = new TransactionRecord();
            byte[] bytes = Sealed("0A8701020304FFFFFFFFFF", 10);
            Check.Same(10, read.Read(bytes, 0, 10, new Crc32()));
            Same("Commit 0", read.Kind == RecordKind.Commit ? "Commit " + read.Detail : "");
            bytes = Sealed("0B850102030401FFFFFFFF", 11);
            Check.Same(11, read.Read(bytes, 0, bytes.Length, new Crc32()));
            Same("1 0", read.Detail + " " + read.Position);
        }

        /// <summary>The checksum of each is right; only its length or its kind is impossible.</summary>
        [TestMethod]
        public void Record_WithImpossibleLengthOrKind_IsNone()
        {
            TransactionRecord read = new TransactionRecord();
            Check.Same(0, read.Read(Sealed("098701020304", 9), 0, 90, new Crc32()));
            Check.Same(0, read.Read(Sealed("558101020304", 85), 0, 90, new Crc32()));
            Check.Same(84, read.Read(Sealed("548101020304", 84), 0, 90, new Crc32()));
            Check.Same(0, read.Read(Sealed("0E8001020304", 14), 0, 90, new Crc32()));
            Check.Same(0, read.Read(Sealed("0E8A01020304", 14), 0, 90, new Crc32()));
            Check.Same(0, read.Read(Sealed("0E9601020304", 14), 0, 90, new Crc32()));
            Check.Same(0, read.Read(Sealed("0E8601020304", 14), 0, 13, new Crc32()));
        }

        [TestMethod]
        public void Record_CutShort_SaysWhatItWasToBe()
        {
            string[] names = new string[] { "a start", "a meter value", "a stop", "a mark", "a mark", "a mark", "a mark", "a meter value", "a mark" };
            for (int kind = 1; kind <= 9; kind++)
            {
                byte[] bytes = new byte[90];
                int length = Sample((RecordKind)kind).Write(bytes, 0, new Crc32());
                for (int count = 1; count < length; count++)
                    Same(count < 6 ? "a record" : count < 10 ? names[kind - 1] : names[kind - 1] + " of transaction 16909060", TransactionRecord.Cut(bytes, count));
                Same(null, TransactionRecord.Cut(bytes, length));
            }
            Same("a start of transaction 16909060", TransactionRecord.Cut(Sealed("548101020304", 84), 83));
            Same(null, TransactionRecord.Cut(Sealed("558101020304", 85), 84));
            Same(null, TransactionRecord.Cut(Sealed("548001020304", 84), 20));
            Same(null, TransactionRecord.Cut(Sealed("548A01020304", 84), 20));
            Same(null, TransactionRecord.Cut(Sealed("549601020304", 84), 20));
        }

        [TestMethod]
        public void StopReason_AsANumber_IsItsWordAndBack()
        {
            string[] words = new string[] { "Local", "DeAuthorized", "EmergencyStop", "EVDisconnected", "HardReset", "Other", "PowerLoss", "Reboot", "Remote", "SoftReset", "UnlockCommand" };
            Check.Same(words.Length, StopReasons.Count);
            for (int i = 0; i < words.Length; i++)
            {
                Same(words[i], StopReasons.Word(i));
                Check.Same(i, StopReasons.Number(words[i]));
            }
            Same("Local", StopReasons.Word(11));
            Check.Same(StopReasons.Other, StopReasons.Number("Thunder"));
            string[] contexts = new string[] { "Sample.Periodic", "Sample.Clock", "Trigger", "Transaction.Begin", "Transaction.End", "Sample.Periodic" };
            for (int i = 0; i < contexts.Length; i++) Same(contexts[i], ReadingContexts.Word(i));
            // What is on flash means the same after an update.
            Same("0 1 2 3 4 5 6 7 8 9 10", StopReasons.Local + " " + StopReasons.DeAuthorized + " " + StopReasons.EmergencyStop + " " + StopReasons.EVDisconnected + " " + StopReasons.HardReset + " "
                + StopReasons.Other + " " + StopReasons.PowerLoss + " " + StopReasons.Reboot + " " + StopReasons.Remote + " " + StopReasons.SoftReset + " " + StopReasons.UnlockCommand);
            Same("0 1 2 3 4", ReadingContexts.Periodic + " " + ReadingContexts.Clock + " " + ReadingContexts.Trigger + " " + ReadingContexts.Begin + " " + ReadingContexts.End);
        }

        private static TransactionRecord Sample(RecordKind kind)
        {
            TransactionRecord r = new TransactionRecord();
            r.Kind = kind;
            r.Serial = 0x01020304;
            r.Detail = 0x11223344;
            r.TimeMs = 0x01A1FD8C32C3;
            r.TimeIsUtc = true;
            r.RegisterWh = 0xE0000000;
            bool isValue = kind == RecordKind.Meter || kind == RecordKind.Kept;
            bool hasTag = kind == RecordKind.Start || kind == RecordKind.Stop || kind == RecordKind.Open;
            if (hasTag) r.IdTag = "TA";
            if (kind == RecordKind.Done) r.Position = 0x00ABCDEF;
            if (!isValue) return r;
            r.PowerW = 65000;
            r.VoltageCentiV = 8000;
            r.CurrentCentiA = -1;
            r.OfferedCentiA = 1;
            r.SocDeciPercent = 0x8000;
            r.TemperatureDeciC = -10;
            return r;
        }

        private static string All(TransactionRecord r)
        {
            string text = LogFlash.Text(r) + " " + r.TimeIsUtc + r.HasReservation + r.IsFirstOfBoot;
            if (r.HasReading) text += r.TimeMs;
            return !r.IsValue ? text : text + " " + r.PowerW + " " + r.VoltageCentiV + " " + r.CurrentCentiA + " " + r.OfferedCentiA + " " + r.SocDeciPercent + " " + r.TemperatureDeciC;
        }

        /// <summary>Compares the bytes after the checksum, and the checksum with one computed from them.</summary>
        private static void Is(string hex, TransactionRecord r)
        {
            byte[] bytes = new byte[TransactionRecord.MostBytes + 3];
            int length = r.Write(bytes, 2, new Crc32());
            string found = "";
            for (int i = 0; i < length - 4; i++) found += bytes[6 + i].ToString("X2");
            Same(hex, found);
            Check.True(Bytes.UInt32(bytes, 2) == new Crc32().Compute(bytes, 6, length - 4));
            Check.True(bytes[length + 2] == 0);
        }

        private static byte[] Sealed(string hex, int length)
        {
            byte[] bytes = new byte[90];
            for (int i = 0; i < hex.Length / 2; i++) bytes[4 + i] = (byte)(Digit(hex[2 * i]) * 16 + Digit(hex[2 * i + 1]));
            Bytes.PutUInt32(bytes, 0, new Crc32().Compute(bytes, 4, length - 4));
            return bytes;
        }

        private static int Digit(char c) => c <= '9' ? c - '0' : c - 'A' + 10;

        private static void Same(string expected, string found) => Check.Same(expected, found);
    }
}
