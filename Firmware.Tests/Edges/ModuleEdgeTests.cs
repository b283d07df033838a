using System;
using Charger.Can;
using Charger.Runtime;
using Firmware.Tests.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary><see cref="PowerModule"/> alone: limits, times, refused commands and values read back, exact to the frame and the millisecond.</summary>
    [TestClass]
    public class ModuleEdgeTests
    {
        private const int Power = ModuleProtocol.PowerFunction;
        private const int Voltage = ModuleProtocol.VoltageLimitFunction;
        private const int Current = ModuleProtocol.CurrentLimitFunction;

        [TestMethod]
        public void Reading_AboveItsLimit_IsAskedForAgainAndAtItNot()
        {
            int[] s = ChargerSettings.Defaults();
            int volt = s[ChargerSettings.CeilingMv] + s[ChargerSettings.OverMv];
            int ampere = s[ChargerSettings.CeilingMa] + s[ChargerSettings.OverMa];
            int heat = s[ChargerSettings.CeilingMilliC] - 1;
            for (int above = 0; above < 2; above++)
            {
                Rig rig = new Rig();
                rig.Terminals(volt + above, 0);
                rig.Asks(rig.Module.Readings.Voltage, above == 1, "q84 ");
                rig = new Rig();
                rig.Terminals(0, ampere + above);
                rig.Asks(rig.Module.Readings.Current, above == 1, "q82 ");
                rig = new Rig();
                rig.Answer(ModuleProtocol.OutputVoltageFunction, volt + above);
                rig.Asks(rig.Module.Readings.OwnVoltage, above == 1, "q84 ");
                rig = new Rig();
                rig.Answer(ModuleProtocol.OutputCurrentFunction, ampere + above);
                rig.Asks(rig.Module.Readings.OwnCurrent, above == 1, "q82 ");
                rig = new Rig();
                rig.Answer(ModuleProtocol.InletTemperatureFunction, heat + above);
                rig.Asks(rig.Module.Readings.Inlet, above == 1, "q80 ");
                rig = new Rig();
                rig.Answer(ModuleProtocol.InternalTemperatureFunction, heat + above);
                rig.Asks(rig.Module.Readings.Internal, above == 1, "q7F ");
            }
        }

        [TestMethod]
        public void Frames_AreSortedWithTheirTimesAndBadOnesCounted()
        {
            Rig rig = new Rig();
            ModuleReadings r = rig.Module.Readings;
            rig.NowMs = 40;
            Assert.IsFalse(rig.Take(ModuleProtocol.HeartbeatId, new byte[8], 7));
            Assert.AreEqual(1, r.WrongLengths);
            Assert.AreEqual(-1L, r.HeartbeatMs);
            Assert.IsFalse(rig.Take(0x123, new byte[8], 8));
            Assert.IsFalse(rig.Take(ModuleProtocol.HeartbeatId, new byte[8], 8));
            Assert.AreEqual(40L, r.HeartbeatMs);
            Assert.IsFalse(rig.Take(ModuleProtocol.TerminalStatusId, new byte[8], 8));
            Assert.AreEqual(40L, r.StatusMs);
            Assert.AreEqual(-1L, r.PowerMs);
            Assert.IsTrue(rig.Terminals(50000, 2000));
            Assert.AreEqual("40 50000 2000 40", r.PowerMs + " " + r.TerminalMv + " " + r.TerminalMa + " " + r.TerminalTimeMs);
            Assert.AreEqual(0, r.Implausible);
            rig.NowMs = 60;
            Assert.IsTrue(rig.Terminals(130000, 2000));
            Assert.AreEqual("60 50000 2000 40", r.PowerMs + " " + r.TerminalMv + " " + r.TerminalMa + " " + r.TerminalTimeMs, "no energy from it");
            Assert.AreEqual(1, r.Implausible);
            rig.Answer(ModuleProtocol.MainsVoltageFunction, 230000);
            Assert.AreEqual(230000, r.MainsMv);
            rig.Answer(ModuleProtocol.MainsVoltageFunction, 310000);
            Assert.AreEqual(310000, r.MainsMv);
            Assert.AreEqual(2, r.Implausible);
            rig.Answer(ModuleProtocol.AlarmFunction, 0);
            Assert.AreEqual(60L, r.AlarmsMs);
        }

        [TestMethod]
        public void Phases_TimeOut_AndChangingLimitsGiveStartNoMoreTime()
        {
            Rig rig = new Rig();
            PowerModule m = rig.Module;
            rig.Echo(Power, 1);
            m.Start(90);
            Assert.AreEqual((int)ModulePhase.Off, (int)m.Phase, "not prepared");
            m.Want(80000, 9000, 95);
            Assert.AreEqual((int)ModulePhase.Off, (int)m.Phase);
            m.Prepare(100);
            Assert.AreEqual((int)ModulePhase.Preparing, (int)m.Phase);
            m.Step(3099, true);
            Assert.AreEqual(100L, m.Limits.MissingSinceMs);
            m.Step(3100, true);
            Assert.AreEqual(3100L, m.Limits.MissingSinceMs, "sent again");
            rig.NowMs = 5000;
            rig.Echo(Power, 1);
            m.Step(6100, true);
            Assert.AreEqual(6100L, m.Limits.MissingSinceMs, "an OFF read back changes nothing");
            m.Want(80000, 10000, 6500);
            Assert.AreEqual(6500L, m.Limits.MissingSinceMs);
            m.Step(9499, true);
            Assert.AreEqual(6500L, m.Limits.MissingSinceMs);
            rig.Acknowledge();
            Assert.AreEqual((int)ModulePhase.Ready, (int)m.Phase);
            rig.Echo(Power, 1);
            Assert.AreEqual((int)ModulePhase.Ready, (int)m.Phase);
            m.Step(99999, true);
            m.Prepare(99999);
            Assert.AreEqual((int)ModulePhase.Ready, (int)m.Phase, "no time there");
            int starts = rig.Bus.StartsSent;
            m.Start(100000);
            Assert.AreEqual(starts + 1, rig.Bus.StartsSent);
            Assert.IsTrue(m.OutputOn);
            for (int ms = 101000; ms < 105000; ms += 1000) m.Want(80000, 10000 + ms / 100, ms);
            m.Step(104999, true);
            Assert.AreEqual((int)ModulePhase.Starting, (int)m.Phase);
            int stops = rig.Bus.StopsSent;
            m.Step(105000, true);
            Assert.AreEqual((int)ModulePhase.Stopping, (int)m.Phase);
            Assert.IsFalse(m.OutputOn || m.Limits.Prepared);
            Assert.AreEqual(stops + 3, rig.Bus.StopsSent);
            m.Stop(105010);
            Assert.AreEqual(stops + 3, rig.Bus.StopsSent, "it is stopping already");
            rig.Echo(Power, 1);
            m.Stop(105020);
            Assert.AreEqual(stops + 6, rig.Bus.StopsSent, "STOP goes out from any other phase");
        }

        [TestMethod]
        public void Off_ReadBackTwiceWhileOn_IsTheModulesOwn()
        {
            Rig rig = new Rig();
            PowerModule m = rig.Module;
            Assert.AreEqual(-1L, m.OwnOffMs);
            rig.On();
            rig.Echo(Power, 1);
            rig.Echo(Power, 0);
            rig.Echo(Power, 1);
            Assert.AreEqual((int)ModulePhase.On, (int)m.Phase, "one at a time");
            m.Stop(rig.NowMs);
            rig.On();
            rig.Echo(Power, 1);
            Assert.AreEqual((int)ModulePhase.On, (int)m.Phase, "the one of before does not count");
            Assert.AreEqual(-1L, m.OwnOffMs);
            rig.NowMs += 50;
            int stops = rig.Bus.StopsSent;
            rig.Echo(Power, 1);
            Assert.AreEqual((int)ModulePhase.Stopping, (int)m.Phase);
            Assert.AreEqual(rig.NowMs, m.OwnOffMs);
            Assert.AreEqual(0, m.Readings.PowerReadBack);
            Assert.AreEqual(stops + 3, rig.Bus.StopsSent);
            rig.Bus.Trace = "";
            m.Step(rig.NowMs + 20, true);
            Assert.AreEqual(0, rig.Bus.Trace.IndexOf(rig.Bus.NowMs + "q83"), "alarms at once: " + rig.Bus.Trace);
        }

        [TestMethod]
        public void Module_Back_GetsOneBurst_AndStopsEvery60MsUntilOff()
        {
            Rig rig = new Rig(false);
            PowerModule m = rig.Module;
            m.Step(0, false);
            m.Step(10, false);
            Assert.AreEqual(3, rig.Bus.StopsSent, "the boot's");
            m.Step(20, true);
            Assert.AreEqual(6, rig.Bus.StopsSent, "it is back");
            for (int ms = 21; ms <= 320; ms++) m.Step(ms, true);
            Assert.AreEqual(6 + 5, rig.Bus.StopsSent);
            rig.NowMs = 320;
            rig.Echo(Power, 1);
            for (int ms = 321; ms <= 900; ms++) m.Step(ms, true);
            Assert.AreEqual(6 + 5 + 4, rig.Bus.StopsSent, "OFF: at the ordinary pace");
            m.Step(901, false);
            m.Step(902, true);
            Assert.AreEqual(6 + 5 + 4 + 3, rig.Bus.StopsSent);
        }

        [TestMethod]
        public void Refusals_ThreeOverASecond_AreAFaultOfEachCommand()
        {
            int[] commands = { Power, Voltage, Current };
            for (int i = 0; i < 3; i++)
            {
                Rig rig = new Rig();
                rig.Echo(Power, 1);
                rig.Module.Prepare(100);
                rig.Refuse(commands[i], 100);
                rig.Refuse(commands[i], 500);
                rig.Refuse(commands[i], 1099);
                Assert.IsFalse(rig.Module.Refuses, "command " + i);
                rig.NowMs = 1099;
                rig.Good(commands[i]);
                rig.Refuse(commands[i], 1100);
                rig.Refuse(commands[i], 3000);
                Assert.IsFalse(rig.Module.Refuses, "two");
                rig.Refuse(commands[i], 3000);
                Assert.IsTrue(rig.Module.Refuses, "three over more than a second");
                rig.Refuse(commands[i], 3010);
                rig.Refuse(commands[(i + 1) % 3], 3010);
                rig.Refuse(commands[(i + 1) % 3], 3010);
                rig.Refuse(commands[(i + 1) % 3], 5000);
                Assert.AreEqual(1, rig.Lines, "told once");
                rig.Module.ForgiveRefusals();
                Assert.IsFalse(rig.Module.Refuses);
                rig.Refuse(commands[i], 5010);
                rig.Refuse(commands[i], 5020);
                rig.Refuse(commands[i], 5030);
                Assert.IsFalse(rig.Module.Refuses, "counted anew");
                rig.Refuse(commands[i], 6010);
                Assert.IsTrue(rig.Module.Refuses);
            }
        }

        [TestMethod]
        public void Refusals_WhereTheyDoNotMatter_AreNone()
        {
            Matters(ModulePhase.Stopping, Power, true);
            Matters(ModulePhase.Stopping, Voltage, false);
            Matters(ModulePhase.Off, Power, false);
            Matters(ModulePhase.Off, Current, false);
            Matters(ModulePhase.Preparing, Voltage, true);
            Matters(ModulePhase.On, Power, true);
            Matters(ModulePhase.On, Current, true);
            Matters(ModulePhase.On, 0x55, false);
        }

        private static void Matters(ModulePhase phase, int command, bool matters)
        {
            Rig rig = new Rig();
            if (phase == ModulePhase.On) rig.On();
            else if (phase != ModulePhase.Stopping) rig.Echo(Power, 1);
            if (phase == ModulePhase.Preparing) rig.Module.Prepare(0);
            Assert.AreEqual((int)phase, (int)rig.Module.Phase);
            for (int ms = 1000; ms <= 2000; ms += 500) rig.Refuse(command, ms);
            Assert.AreEqual(matters, rig.Module.Refuses, "phase " + (int)phase + " command " + command);
        }

        [TestMethod]
        public void Limit_Refused_IsSentAgainAfter100Ms()
        {
            int[] commands = { Power, Voltage, Current };
            for (int i = 0; i < 3; i++)
            {
                Rig rig = new Rig();
                rig.Echo(Power, 1);
                rig.Module.Prepare(0);
                for (int ms = 1; ms < 100; ms++) rig.Module.Step(ms, true);
                Assert.IsFalse(rig.Module.Limits.VoltagePending || rig.Module.Limits.CurrentPending);
                rig.Refuse(commands[i], 100);
                rig.Bus.Full = true;
                rig.Module.Step(199, true);
                Assert.IsFalse(rig.Module.Limits.VoltagePending || rig.Module.Limits.CurrentPending);
                rig.Module.Step(200, true);
                Assert.AreEqual(i > 0, rig.Module.Limits.VoltagePending, "command " + i);
                Assert.AreEqual(i > 0, rig.Module.Limits.CurrentPending, "command " + i);
                rig.Module.Limits.VoltagePending = false;
                rig.Module.Limits.CurrentPending = false;
                rig.Module.Step(500, true);
                Assert.IsFalse(rig.Module.Limits.VoltagePending || rig.Module.Limits.CurrentPending, "once");
            }
        }

        private sealed class Rig : ILog
        {
            public readonly CanPortFake Bus = new CanPortFake();
            public readonly PowerModule Module;
            public long NowMs;
            public int Lines;
            private readonly Frame _frame = new Frame();
            private readonly byte[] _data = new byte[8];

            public Rig(bool booted = true)
            {
                Module = new PowerModule(ChargerSettings.Defaults(), Bus, this);
                if (booted) Module.Step(0, true);
            }

            public bool IsOn(LogLevel level, LogSection section) => true;

            public void Write(LogLevel level, LogSection section, string text) => Lines++;

            public bool Take(uint id, byte[] data, int length)
            {
                _frame.Id = id;
                _frame.Length = length;
                _frame.TimeMs = NowMs;
                Array.Copy(data, 0, _frame.Data, 0, 8);
                return Module.Receive(_frame);
            }

            public bool Terminals(int milliVolt, int milliAmpere)
            {
                byte[] volt = BitConverter.GetBytes(milliVolt / 1000f);
                byte[] ampere = BitConverter.GetBytes(milliAmpere / 1000f);
                for (int i = 0; i < 4; i++)
                {
                    _data[i] = volt[3 - i];
                    _data[4 + i] = ampere[3 - i];
                }
                return Take(ModuleProtocol.TerminalPowerId, _data, 8);
            }

            public void Answer(int function, int milli)
            {
                Array.Clear(_data, 0, 8);
                _data[0] = 1;
                _data[1] = (byte)function;
                BigEndian.PutU32(_data, 4, (uint)(((long)milli * 1024 + 487) / 1000));
                Take(ModuleProtocol.QueryAnswerId, _data, 8);
            }

            /// <summary>A good answer to a command: d3 of a power command, the raw value of a limit.</summary>
            public void Echo(int function, int value)
            {
                Array.Clear(_data, 0, 8);
                _data[0] = 1;
                _data[1] = (byte)function;
                if (function == Power) _data[3] = (byte)value;
                else BigEndian.PutU32(_data, 4, (uint)value);
                Take(ModuleProtocol.ControlAnswerId, _data, 8);
            }

            public void Acknowledge()
            {
                Echo(Voltage, (int)Module.Limits.VoltageRaw);
                Echo(Current, (int)Module.Limits.CurrentRaw);
            }

            /// <summary>A good answer that leaves the phase as it is.</summary>
            public void Good(int function) => Echo(function, 1);

            public void Refuse(int function, long atMs)
            {
                NowMs = atMs;
                Array.Clear(_data, 0, 8);
                _data[0] = 0x21;
                _data[1] = (byte)function;
                Take(ModuleProtocol.ControlAnswerId, _data, 8);
            }

            public void On()
            {
                Echo(Power, 1);
                Module.Prepare(NowMs);
                Acknowledge();
                Module.Start(NowMs);
                Echo(Power, 0);
                Assert.AreEqual((int)ModulePhase.On, (int)Module.Phase);
            }

            public void Asks(MeasuredSignal signal, bool above, string query)
            {
                Assert.AreEqual(above, signal.IsAbove, query);
                Assert.AreEqual(above, Module.RestDueMs != long.MaxValue, query);
                if (!above) return;
                Bus.NowMs = 30;
                Bus.Trace = "";
                Module.Step(30, true);
                Assert.AreEqual("30" + query, Bus.Trace);
            }
        }
    }
}
