using System;
using Charger.Can;
using Firmware.Tests.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary>The module's frames and its limits at their edges.</summary>
    [TestClass]
    public class ModuleFrameTests
    {
        private const int RatedMa = 1024;

        [TestMethod]
        public void Identifiers_AreMadeOfTheProtocolsFields()
        {
            CanPortFake bus = new CanPortFake();
            ModuleSender sender = new ModuleSender(bus, new ModuleLimits());
            sender.Start(0);
            Assert.AreEqual(Identifier(0x81, 1), (int)bus.LastId);
            sender.Ask(ModuleProtocol.AlarmFunction);
            sender.Step(20, true, false);
            Assert.AreEqual(Identifier(0x82, 1), (int)bus.LastId);
            ModuleReading into = new ModuleReading();
            ModuleCodec.Decode((uint)Identifier(0x81, 0), Hex.Bytes("01 32 00 00 00 00 00 00"), 8, RatedMa, into);
            Assert.AreEqual((int)ModuleSignal.PowerEcho, (int)into.Signal);
            ModuleCodec.Decode((uint)Identifier(0x82, 0), Hex.Bytes("01 83 00 00 00 00 00 00"), 8, RatedMa, into);
            Assert.AreEqual((int)ModuleSignal.Alarms, (int)into.Signal);
        }

        // Protocol 0x0D in bits 28-23, address 1 in 22-16, command in 15-8, who sends in 7 (the controller is 1), 0x3F in 6-1.
        private static int Identifier(int command, int controller) => 0x0D << 23 | 1 << 16 | command << 8 | controller << 7 | 0x3F << 1;

        [TestMethod]
        public void Values_AtTheEdgeOfTheirRange_ArePlausible()
        {
            Value("81 00", 0, DecodeResult.Ok, 0);
            Value("81 03", 0, DecodeResult.Ok, 0);
            Value("82 84", 0, DecodeResult.Ok, 0);
            Value("82 84", 120 * 1024, DecodeResult.Ok, 120000);
            Value("82 84", 120 * 1024 + 1, DecodeResult.Implausible, 120001);
            Value("82 82", 300 * 1024, DecodeResult.Ok, 300000);
            Value("82 82", 300 * 1024 + 1, DecodeResult.Implausible, 300001);
            Value("82 80", -40 * 1024, DecodeResult.Ok, -40000);
            Value("82 80", -40 * 1024 - 1, DecodeResult.Implausible, MeasuredSignal.Unknown);
            Value("82 7F", 125 * 1024, DecodeResult.Ok, 125000);
            Terminal(120f, 300f, DecodeResult.Ok);
            Terminal(120.001f, 300f, DecodeResult.Implausible);
            Terminal(120f, 300.001f, DecodeResult.Implausible);
            Terminal(0f, 0f, DecodeResult.Ok);
            Terminal(-1f, -1f, DecodeResult.Ok);
            Terminal(-1.001f, 0f, DecodeResult.Implausible);
            Terminal(0f, -1.001f, DecodeResult.Implausible);
        }

        // Command and function; the value's raw number.
        private static void Value(string of, int raw, DecodeResult expected, int milli)
        {
            ModuleReading into = new ModuleReading();
            byte[] data = Hex.Bytes("01 " + of.Substring(3) + " 00 00 00 00 00 00");
            BigEndian.PutU32(data, 4, (uint)raw);
            uint id = of[1] == '1' ? ModuleProtocol.ControlAnswerId : ModuleProtocol.QueryAnswerId;
            Assert.AreEqual((int)expected, (int)ModuleCodec.Decode(id, data, 8, RatedMa, into), of + " " + raw);
            Assert.AreEqual(milli, into.Milli, of + " " + raw);
        }

        private static void Terminal(float volt, float ampere, DecodeResult expected)
        {
            ModuleReading into = new ModuleReading();
            byte[] data = new byte[8];
            byte[] v = BitConverter.GetBytes(volt);
            byte[] a = BitConverter.GetBytes(ampere);
            for (int i = 0; i < 4; i++)
            {
                data[i] = v[3 - i];
                data[4 + i] = a[3 - i];
            }
            Assert.AreEqual((int)expected, (int)ModuleCodec.Decode(ModuleProtocol.TerminalPowerId, data, 8, RatedMa, into), volt + " " + ampere);
            if (expected == DecodeResult.Ok) Assert.AreEqual(volt < 0 ? 0 : (int)volt * 1000, into.Milli);
        }

        [TestMethod]
        public void Status_IsTheUpperNibble()
        {
            Status(0x01, DecodeResult.Ok);
            Status(0x21, DecodeResult.Refused);
            Status(0x2F, DecodeResult.Refused);
            Status(0xA1, DecodeResult.Ok);
            Status(0x31, DecodeResult.Ok);
        }

        private static void Status(byte first, DecodeResult expected)
        {
            byte[] data = Hex.Bytes("00 83 00 00 00 00 00 00");
            data[0] = first;
            Assert.AreEqual((int)expected, (int)ModuleCodec.Decode(ModuleProtocol.QueryAnswerId, data, 8, RatedMa, new ModuleReading()), "0x" + first.ToString("X2"));
        }

        [TestMethod]
        public void Frame_OfAWrongLengthOrUnknown_IsNoSignal()
        {
            ModuleReading into = new ModuleReading();
            ModuleCodec.Decode(ModuleProtocol.TerminalPowerId, new byte[8], 8, RatedMa, into);
            Assert.AreEqual((int)ModuleSignal.TerminalPower, (int)into.Signal);
            Assert.AreEqual((int)DecodeResult.WrongLength, (int)ModuleCodec.Decode(ModuleProtocol.TerminalPowerId, new byte[8], 7, RatedMa, into));
            Assert.AreEqual((int)ModuleSignal.None, (int)into.Signal);
            ModuleCodec.Decode(ModuleProtocol.TerminalPowerId, new byte[8], 8, RatedMa, into);
            Assert.AreEqual((int)DecodeResult.Unknown, (int)ModuleCodec.Decode(0x123, new byte[8], 8, RatedMa, into));
            Assert.AreEqual((int)ModuleSignal.None, (int)into.Signal);
        }

        [TestMethod]
        public void Query_InAUsedBuffer_LeavesNothingBehind()
        {
            byte[] data = Hex.Bytes("FF FF FF FF FF FF FF FF");
            ModuleCodec.EncodeQuery(data, ModuleProtocol.AlarmFunction);
            for (int i = 0; i < 8; i++) Assert.AreEqual(i == 0 ? 1 : i == 1 ? 0x83 : 0, (int)data[i]);
        }

        [TestMethod]
        public void Voltage_IsRoundedToTheNearest()
        {
            // 20.48 and 21.504.
            Assert.AreEqual(20, (int)ModuleCodec.RawVoltage(20));
            Assert.AreEqual(22, (int)ModuleCodec.RawVoltage(21));
        }

        [TestMethod]
        public void Limits_Changed_WantTheirOwnEcho()
        {
            ModuleLimits limits = Echoed();
            limits.Want(81000, 5000, RatedMa, 10);
            Assert.IsTrue(!limits.VoltageEchoed && limits.CurrentEchoed);
            limits = Echoed();
            limits.Want(80000, 6000, RatedMa, 10);
            Assert.IsTrue(limits.VoltageEchoed && !limits.CurrentEchoed);
        }

        [TestMethod]
        public void Limits_BothEchoedSinceTheRestart_ArePrepared()
        {
            for (int first = 0; first < 2; first++)
            {
                ModuleLimits limits = Echoed();
                limits.Restart(10);
                Assert.IsFalse(limits.VoltageEchoed || limits.CurrentEchoed || limits.Prepared);
                Echo(limits, first == 0);
                Assert.IsFalse(limits.Prepared, "one alone");
                Echo(limits, first == 1);
                Assert.IsTrue(limits.Prepared);
            }
        }

        private static ModuleLimits Echoed()
        {
            ModuleLimits limits = new ModuleLimits();
            limits.Want(80000, 5000, RatedMa, 0);
            Echo(limits, true);
            Echo(limits, false);
            return limits;
        }

        private static void Echo(ModuleLimits limits, bool voltage)
        {
            if (voltage) limits.VoltageEcho(limits.VoltageRaw, 5);
            else limits.CurrentEcho(limits.CurrentRaw, 5);
        }
    }
}
