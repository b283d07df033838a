using Charger.Metering;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Metering
{
    [TestClass]
    public class ModbusTests
    {
        [TestMethod]
        public void Crc16_PublishedCheckValue_IsMet()
        {
            byte[] digits = { 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39 };
            Assert.AreEqual(0x4B37, Crc16.Of(digits, 0, digits.Length));
        }

        [TestMethod]
        public void Crc16_PublishedFrames_AreMet()
        {
            // Request for phase 1's volts, and an answer of 230.2 V: the examples of the makers' protocol document.
            Crc16_PublishedFrames_AreMet(new byte[] { 0x01, 0x04, 0x00, 0x00, 0x00, 0x02, 0x71, 0xCB });
            Crc16_PublishedFrames_AreMet(new byte[] { 0x01, 0x04, 0x04, 0x43, 0x66, 0x33, 0x34, 0x1B, 0x38 });
        }

        private static void Crc16_PublishedFrames_AreMet(byte[] frame)
        {
            Assert.IsTrue(Crc16.Holds(frame, 0, frame.Length));
            byte[] made = new byte[frame.Length];
            System.Array.Copy(frame, 0, made, 0, frame.Length - 2);
            Crc16.Append(made, frame.Length - 2);
            for (int i = 0; i < frame.Length; i++) Assert.AreEqual((int)frame[i], (int)made[i]);
            made[2] ^= 0x10;
            Assert.IsFalse(Crc16.Holds(made, 0, made.Length));
        }

        [TestMethod]
        public void FloatBits_Value_IsRoundedToTheNearest()
        {
            FloatBits_Value_IsRoundedToTheNearest(0x43663334, 1000, 230200);
            FloatBits_Value_IsRoundedToTheNearest(0x00000000, 1000, 0);
            FloatBits_Value_IsRoundedToTheNearest(0x00000001, 1000, 0);
            FloatBits_Value_IsRoundedToTheNearest(0x3F800000, 1000, 1000);
            FloatBits_Value_IsRoundedToTheNearest(0x3F000000, 1, 1);
            FloatBits_Value_IsRoundedToTheNearest(0x3A83126F, 1000, 1);
            // 12.345 is 12.34500026702880859375 as a single, 0.57 is 0.569999992847442626953125.
            FloatBits_Value_IsRoundedToTheNearest(0x4145851F, 1000, 12345);
            FloatBits_Value_IsRoundedToTheNearest(0x3F11EB85, 1000, 570);
            FloatBits_Value_IsRoundedToTheNearest(0x49742400, 1000, 1000000000);
            FloatBits_Value_IsRoundedToTheNearest(unchecked((int)0xC2C80000), 1, -100);
        }

        private static void FloatBits_Value_IsRoundedToTheNearest(int bits, int scale, long expected)
        {
            Assert.AreEqual(expected, FloatBits.Scaled(bits, scale));
        }

        [TestMethod]
        public void FloatBits_NoNumberOrBeyondAll_IsRefused()
        {
            FloatBits_NoNumberOrBeyondAll_IsRefused(0x7FC00000);
            FloatBits_NoNumberOrBeyondAll_IsRefused(0x7F800000);
            FloatBits_NoNumberOrBeyondAll_IsRefused(unchecked((int)0xFF800000));
            FloatBits_NoNumberOrBeyondAll_IsRefused(0x53000000);
        }

        private static void FloatBits_NoNumberOrBeyondAll_IsRefused(int bits)
        {
            Assert.AreEqual(FloatBits.NoNumber, FloatBits.Scaled(bits, 1000));
        }

        [TestMethod]
        public void MeterSettings_Line_IsTakenOrRefused()
        {
            MeterSettings_Line_IsTakenOrRefused("SDM630 7 19200\r\n", "SDM630, address 7, 19200 baud");
            MeterSettings_Line_IsTakenOrRefused("sdm120 247 1200", "SDM120, address 247, 1200 baud");
            MeterSettings_Line_IsTakenOrRefused("SDM72 1 9600", null);
            MeterSettings_Line_IsTakenOrRefused("SDM120 0 9600", null);
            MeterSettings_Line_IsTakenOrRefused("SDM120 248 9600", null);
            MeterSettings_Line_IsTakenOrRefused("SDM120 1 9601", null);
            MeterSettings_Line_IsTakenOrRefused("SDM120 1", null);
            MeterSettings_Line_IsTakenOrRefused("SDM120 x 9600", null);
        }

        private static void MeterSettings_Line_IsTakenOrRefused(string line, string expected)
        {
            MeterSettings settings = new MeterSettings();
            string wrong = settings.Accept(line);
            Assert.AreEqual(expected == null, wrong != null);
            Assert.AreEqual(expected == null ? "SDM120, address 1, 2400 baud" : expected, settings.Describe());
        }
    }
}
