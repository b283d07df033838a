using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class BmsCodecTests
    {
        [TestMethod]
        public void Request_Golden_ReadsAsTheSpecificationSays()
        {
            Request_Golden_ReadsAsTheSpecificationSays("0x1806E5F4: 84.0 V 10.0 A permitted", "03 48 00 64 00 00 00 00", 84000, 10000, 0, 305);
            Request_Golden_ReadsAsTheSpecificationSays("0x1806E5F4: 86.0 V 104.0 A permitted", "03 5C 04 10 00 00 00 00", 86000, 104000, 0, 3172);
            Request_Golden_ReadsAsTheSpecificationSays("0x1806E5F4: 84.0 V 31.0 A refused", "03 48 01 36 01 00 00 00", 84000, 31000, 1, 946);
            Request_Golden_ReadsAsTheSpecificationSays("0x1806E5F4: 84.0 V 5.0 A, heating", "03 48 00 32 00 01 00 00", 84000, 5000, 0, 153);
        }

        private static void Request_Golden_ReadsAsTheSpecificationSays(string row, string frame, int milliVolt, int milliAmpere, int refusal, int raw)
        {
            BmsReading reading = new BmsReading();
            Assert.AreEqual((int)DecodeResult.Ok, (int)BmsCodec.Decode(BmsProtocol.RequestId, Hex.Bytes(frame), 8, VehicleProfile.A, reading), row);
            Assert.AreEqual(milliVolt, reading.MilliVolt, row);
            Assert.AreEqual(milliAmpere, reading.MilliAmpere, row);
            Assert.AreEqual(refusal, reading.RefusalBits, row);
            Assert.AreEqual(raw, (int)ModuleCodec.RawCurrent(reading.MilliAmpere, 33570), row);
            Assert.AreEqual(milliVolt == 84000 ? 86016 : 88064, (int)ModuleCodec.RawVoltage(reading.MilliVolt), row);
        }

        [TestMethod]
        public void Request_TailByProfile()
        {
            Request_TailByProfile("profile A: heating", 0, "03 48 00 32 00 01 00 00", true, -1);
            Request_TailByProfile("profile B: d5 is no heating", 1, "03 48 00 32 00 01 00 00", false, 256);
            Request_TailByProfile("profile B: 61.1 %", 1, "03 5C 04 10 00 02 63 00", false, 611);
            Request_TailByProfile("profile B: 100.1 % is dropped", 1, "03 5C 04 10 00 03 E9 00", false, -1);
            Request_TailByProfile("profile A: no charge in d5-6", 0, "03 5C 04 10 00 02 63 00", false, -1);
        }

        private static void Request_TailByProfile(string row, int profile, string frame, bool heating, int soc)
        {
            BmsReading reading = new BmsReading();
            BmsCodec.Decode(BmsProtocol.RequestId, Hex.Bytes(frame), 8, (VehicleProfile)profile, reading);
            Assert.AreEqual(heating, reading.Heating, row);
            Assert.AreEqual(soc, reading.SocDeciPercent, row);
        }

        [TestMethod]
        public void Request_Implausible_IsDropped()
        {
            Request_Implausible_IsDropped("19.9 V", "00 C7 00 64 00 00 00 00", 3);
            Request_Implausible_IsDropped("20.0 V", "00 C8 00 64 00 00 00 00", 0);
            Request_Implausible_IsDropped("120.1 V", "04 B1 00 64 00 00 00 00", 3);
            Request_Implausible_IsDropped("any voltage when it refuses", "00 00 00 64 04 00 00 00", 0);
            Request_Implausible_IsDropped("300.1 A", "03 48 0B B9 00 00 00 00", 3);
            Request_Implausible_IsDropped("300.1 A though it refuses", "03 48 0B B9 01 00 00 00", 3);
        }

        private static void Request_Implausible_IsDropped(string row, string frame, int result)
        {
            Assert.AreEqual(result, (int)BmsCodec.Decode(BmsProtocol.RequestId, Hex.Bytes(frame), 8, VehicleProfile.A, new BmsReading()), row);
        }

        [TestMethod]
        public void Feedback_Golden_IsTheGoldenFrame()
        {
            Feedback_Golden_IsTheGoldenFrame("0x18FF50E5: 77.2 V 1.9 A", 77190, 1870, 0, "03 04 00 13 00 00 00 00");
            Feedback_Golden_IsTheGoldenFrame("0x18FF50E5: no battery, timeout", 0, 0, 24, "00 00 00 00 18 00 00 00");
            Feedback_Golden_IsTheGoldenFrame("0x18FF50E5: 82.5 V 31.0 A over-temperature", 82500, 31000, 2, "03 39 01 36 02 00 00 00");
            Feedback_Golden_IsTheGoldenFrame("values beyond the frame", int.MaxValue, 6553600, 0, "FF FF FF FF 00 00 00 00");
            Feedback_Golden_IsTheGoldenFrame("values unknown", -1, -1, 8, "00 00 00 00 08 00 00 00");
        }

        private static void Feedback_Golden_IsTheGoldenFrame(string row, int milliVolt, int milliAmpere, int flags, string expected)
        {
            byte[] frame = Hex.Bytes("FF FF FF FF FF FF FF FF");
            BmsCodec.EncodeFeedback(frame, milliVolt, milliAmpere, flags);
            Assert.AreEqual(expected, Hex.Text(frame), row);
        }

        [TestMethod]
        public void Counters_Golden_StayIntegers()
        {
            BmsReading reading = new BmsReading();
            BmsCodec.Decode(BmsProtocol.ChargeCounterId, Hex.Bytes("00 17 3F 00 00 00 00 00"), 8, VehicleProfile.A, reading);
            Assert.AreEqual(1523456u, reading.MilliAmpereHours);
            Assert.AreEqual((int)BmsSignal.ChargeCounter, (int)reading.Signal);
            BmsCodec.Decode(BmsProtocol.DischargeCounterId, Hex.Bytes("00 16 D7 BD 00 00 00 00"), 8, VehicleProfile.A, reading);
            Assert.AreEqual(1497021u, reading.MilliAmpereHours);
            Assert.AreEqual((int)BmsSignal.DischargeCounter, (int)reading.Signal);
        }

        [TestMethod]
        public void Daly_Golden_ReadsAsTheSpecificationSays()
        {
            BmsReading reading = new BmsReading();
            Assert.AreEqual((int)DecodeResult.Ok, (int)BmsCodec.Decode(BmsProtocol.DalyId, Hex.Bytes("03 10 00 00 75 AD 03 66"), 8, VehicleProfile.Daly, reading));
            Assert.AreEqual(78400, reading.MilliVolt);
            Assert.AreEqual(12500, reading.MilliAmpere);
            Assert.AreEqual(870, reading.SocDeciPercent);
        }

        [TestMethod]
        public void Frame_OfEveryOtherLength_IsDropped()
        {
            byte[] data = Hex.Bytes("03 48 00 64 00 00 00 00");
            for (int length = 0; length < 8; length++)
                Assert.AreEqual((int)DecodeResult.WrongLength, (int)BmsCodec.Decode(BmsProtocol.RequestId, data, length, VehicleProfile.A, new BmsReading()));
        }
    }
}
