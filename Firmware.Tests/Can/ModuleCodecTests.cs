using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class ModuleCodecTests
    {
        [TestMethod]
        public void Power_Command_IsTheGoldenFrame()
        {
            Power_Command_IsTheGoldenFrame("CAN1 control: START", true, "01 32 00 00 00 00 00 00");
            Power_Command_IsTheGoldenFrame("CAN1 control: STOP", false, "01 32 00 01 00 00 00 00");
        }

        private static void Power_Command_IsTheGoldenFrame(string row, bool on, string expected)
        {
            byte[] frame = Hex.Bytes("FF FF FF FF FF FF FF FF");
            ModuleCodec.EncodePower(frame, on);
            Assert.AreEqual(expected, Hex.Text(frame), row);
        }

        [TestMethod]
        public void VoltageLimit_Command_IsTheGoldenFrame()
        {
            VoltageLimit_Command_IsTheGoldenFrame("CAN1 control: 84.0 V", 84000, "01 00 00 00 00 01 50 00");
            VoltageLimit_Command_IsTheGoldenFrame("CAN1 control: 85.5 V", 85500, "01 00 00 00 00 01 56 00");
            VoltageLimit_Command_IsTheGoldenFrame("CAN1 control: 71.5 V", 71500, "01 00 00 00 00 01 1E 00");
            VoltageLimit_Command_IsTheGoldenFrame("CAN2 example: 86.0 V is raw 88064", 86000, "01 00 00 00 00 01 58 00");
        }

        private static void VoltageLimit_Command_IsTheGoldenFrame(string row, int milliVolt, string expected)
        {
            byte[] frame = Hex.Bytes("FF FF FF FF FF FF FF FF");
            ModuleCodec.EncodeLimit(frame, ModuleProtocol.VoltageLimitFunction, ModuleCodec.RawVoltage(milliVolt));
            Assert.AreEqual(expected, Hex.Text(frame), row);
        }

        [TestMethod]
        public void CurrentLimit_Command_IsTheGoldenFrame()
        {
            CurrentLimit_Command_IsTheGoldenFrame("CAN1 control: 10.0 A", 10000, "01 03 00 00 00 00 01 31");
            CurrentLimit_Command_IsTheGoldenFrame("CAN1 control: 31.0 A", 31000, "01 03 00 00 00 00 03 B2");
            CurrentLimit_Command_IsTheGoldenFrame("CAN1 control: 100.0 A", 100000, "01 03 00 00 00 00 0B EA");
            CurrentLimit_Command_IsTheGoldenFrame("CAN2 example: 104.0 A is raw 3172", 104000, "01 03 00 00 00 00 0C 64");
        }

        private static void CurrentLimit_Command_IsTheGoldenFrame(string row, int milliAmpere, string expected)
        {
            byte[] frame = Hex.Bytes("FF FF FF FF FF FF FF FF");
            ModuleCodec.EncodeLimit(frame, ModuleProtocol.CurrentLimitFunction, ModuleCodec.RawCurrent(milliAmpere, 33570));
            Assert.AreEqual(expected, Hex.Text(frame), row);
        }

        [TestMethod]
        public void Query_Cycle_AsksAllSixFunctions()
        {
            string asked = "";
            byte[] frame = new byte[8];
            for (int i = 0; i < ModuleProtocol.QueryCount; i++)
            {
                ModuleCodec.EncodeQuery(frame, ModuleProtocol.QueryAt(i));
                asked += Hex.Text(frame) + "|";
            }
            string rest = " 00 00 00 00 00 00|";
            Assert.AreEqual("01 84" + rest + "01 82" + rest + "01 79" + rest + "01 80" + rest + "01 83" + rest + "01 7F" + rest, asked);
        }

        [TestMethod]
        public void Answer_Golden_ReadsAsTheSpecificationSays()
        {
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681817E: ON", 0x0681817E, "01 32 00 00 00 00 00 00", 4, 1);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681817E: OFF", 0x0681817E, "01 32 00 01 00 00 00 00", 4, 0);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681817E: 86.0 V", 0x0681817E, "01 00 00 00 00 01 58 00", 5, 86000);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681817E: 60.0 A", 0x0681817E, "01 03 00 00 00 00 07 26", 6, 59993);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681827E: 76.200 V", 0x0681827E, "01 84 00 00 00 01 30 CD", 7, 76200);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681827E: 84.410 V", 0x0681827E, "01 84 00 00 00 01 51 A4", 7, 84410);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681827E: 55.900 V", 0x0681827E, "01 84 00 00 00 00 DF 9A", 7, 55900);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681827E: 1.840 A", 0x0681827E, "01 82 00 00 00 00 07 5C", 8, 1840);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681827E: 31.000 A", 0x0681827E, "01 82 00 00 00 00 7C 00", 8, 31000);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681827E: 75.000 A", 0x0681827E, "01 82 00 00 00 01 2C 00", 8, 75000);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681827E: 25.600 degC", 0x0681827E, "01 80 00 00 00 00 66 66", 10, 25600);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681827E: 47.500 degC", 0x0681827E, "01 80 00 00 00 00 BE 00", 10, 47500);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681827E: 72.000 degC, above 64", 0x0681827E, "01 80 00 00 00 01 20 00", 10, 72000);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681827E: -10 degC", 0x0681827E, "01 80 00 00 FF FF D8 00", 10, -10000);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681827E: internal 72 degC", 0x0681827E, "01 7F 00 00 00 01 20 00", 11, 72000);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681827E: 230.0 V mains", 0x0681827E, "01 79 00 00 00 03 98 00", 9, 230000);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681827E: no mains", 0x0681827E, "01 79 00 00 00 00 00 00", 9, 0);
            Answer_Golden_ReadsAsTheSpecificationSays("0x0681827E: alarms", 0x0681827E, "01 83 00 00 20 00 02 01", 12, 0x20000201);
            Answer_Golden_ReadsAsTheSpecificationSays("0x00473F01: a sign of life", 0x00473F01, "00 00 00 00 00 00 03 02", 2, 0);
            Answer_Golden_ReadsAsTheSpecificationSays("0x18FF50E5 on CAN1: flags", 0x18FF50E5, "00 00 00 00 10 00 00 00", 3, 0);
        }

        private static void Answer_Golden_ReadsAsTheSpecificationSays(string row, int id, string frame, int signal, int value)
        {
            ModuleReading reading = new ModuleReading();
            Assert.AreEqual((int)DecodeResult.Ok, (int)ModuleCodec.Decode((uint)id, Hex.Bytes(frame), 8, 33570, reading), row);
            Assert.AreEqual(signal, (int)reading.Signal, row);
            Assert.AreEqual(value, Told(reading), row);
        }

        private static int Told(ModuleReading reading)
        {
            switch (reading.Signal)
            {
                case ModuleSignal.PowerEcho: return reading.Power;
                case ModuleSignal.Alarms: return (int)reading.Raw;
                default: return reading.Milli;
            }
        }

        [TestMethod]
        public void TerminalPower_Golden_IsIntegers()
        {
            TerminalPower_Golden_IsIntegers("0x00433F01: 77.19 V 1.87 A", "42 9A 61 48 3F EF 5C 29", 77190, 1870);
            TerminalPower_Golden_IsIntegers("0x00433F01: 82.50 V 31.00 A", "42 A5 00 00 41 F8 00 00", 82500, 31000);
            TerminalPower_Golden_IsIntegers("0x00433F01: 84.41 V 0 A", "42 A8 D1 EC 00 00 00 00", 84410, 0);
            TerminalPower_Golden_IsIntegers("0x00433F01: minus zero is zero", "42 A8 D1 EC 80 00 00 00", 84410, 0);
            TerminalPower_Golden_IsIntegers("noise: -1.0 V -0.5 A", "BF 80 00 00 BF 00 00 00", 0, 0);
        }

        private static void TerminalPower_Golden_IsIntegers(string row, string frame, int milliVolt, int milliAmpere)
        {
            ModuleReading reading = new ModuleReading();
            Assert.AreEqual((int)DecodeResult.Ok, (int)ModuleCodec.Decode(ModuleProtocol.TerminalPowerId, Hex.Bytes(frame), 8, 33570, reading), row);
            Assert.AreEqual(milliVolt, reading.Milli, row);
            Assert.AreEqual(milliAmpere, reading.TerminalMa, row);
        }

        [TestMethod]
        public void Frame_Wrong_IsToldApart()
        {
            Frame_Wrong_IsToldApart("0x00433F01: NaN V", 0x00433F01, "7F C0 00 00 00 00 00 00", 3);
            Frame_Wrong_IsToldApart("Defect: NaN A accepted", 0x00433F01, "42 A5 00 00 7F C0 00 00", 3);
            Frame_Wrong_IsToldApart("infinite A", 0x00433F01, "42 A5 00 00 7F 80 00 00", 3);
            Frame_Wrong_IsToldApart("minus infinite V", 0x00433F01, "FF 80 00 00 00 00 00 00", 3);
            Frame_Wrong_IsToldApart("1e38 A", 0x00433F01, "42 A5 00 00 7E 96 76 99", 3);
            Frame_Wrong_IsToldApart("121 V", 0x00433F01, "42 F2 00 00 00 00 00 00", 3);
            Frame_Wrong_IsToldApart("301 A", 0x00433F01, "42 A5 00 00 43 96 80 00", 3);
            Frame_Wrong_IsToldApart("-5 A", 0x00433F01, "42 A5 00 00 C0 A0 00 00", 3);
            Frame_Wrong_IsToldApart("-1.001 A", 0x00433F01, "42 A5 00 00 BF 80 20 C5", 3);
            Frame_Wrong_IsToldApart("-1.001 V", 0x00433F01, "BF 80 20 C5 00 00 00 00", 3);
            Frame_Wrong_IsToldApart("module 130 V", 0x0681827E, "01 84 00 00 00 02 08 00", 3);
            Frame_Wrong_IsToldApart("module 4 million A", 0x0681827E, "01 82 00 00 FF FF FF FF", 3);
            Frame_Wrong_IsToldApart("inlet 126 degC", 0x0681827E, "01 80 00 00 00 01 F8 00", 3);
            Frame_Wrong_IsToldApart("inlet -41 degC", 0x0681827E, "01 80 00 00 FF FF 5C 00", 3);
            Frame_Wrong_IsToldApart("mains 301 V", 0x0681827E, "01 79 00 00 00 04 B4 00", 3);
            Frame_Wrong_IsToldApart("0x0681817E: command refused", 0x0681817E, "21 32 00 00 00 00 00 00", 4);
            Frame_Wrong_IsToldApart("voltage limit refused", 0x0681817E, "21 00 00 00 00 01 58 00", 4);
            Frame_Wrong_IsToldApart("query refused", 0x0681827E, "21 84 00 00 00 00 00 00", 4);
            Frame_Wrong_IsToldApart("unknown function", 0x0681827E, "01 55 00 00 00 00 00 00", 1);
            Frame_Wrong_IsToldApart("unknown identifier", 0x00433F02, "01 55 00 00 00 00 00 00", 1);
        }

        private static void Frame_Wrong_IsToldApart(string row, int id, string frame, int result)
        {
            Assert.AreEqual(result, (int)ModuleCodec.Decode((uint)id, Hex.Bytes(frame), 8, 33570, new ModuleReading()), row);
        }

        [TestMethod]
        public void Frame_OfEveryOtherLength_IsDropped()
        {
            byte[] data = Hex.Bytes("42 A5 00 00 41 F8 00 00");
            for (int length = 0; length < 8; length++)
                Assert.AreEqual((int)DecodeResult.WrongLength, (int)ModuleCodec.Decode(ModuleProtocol.TerminalPowerId, data, length, 33570, new ModuleReading()));
        }
    }
}
