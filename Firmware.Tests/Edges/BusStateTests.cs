using Charger.Can;
using Firmware.Tests.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary><see cref="BusAndModuleState"/>: what is up, offline or back, since when, which alarms count, and each flag sent to the BMS.</summary>
    [TestClass]
    public class BusStateTests
    {
        private const int Trips = 1 << 23;
        private const int Returning = 0x0C;

        [TestMethod]
        public void Bus_UpInActiveWarningAndPassiveOnly()
        {
            CanBusState[] states = { CanBusState.Down, CanBusState.Active, CanBusState.Warning, CanBusState.Passive, CanBusState.BusOff };
            for (int before = 0; before < 2; before++)
            {
                for (int i = 0; i < states.Length; i++)
                {
                    bool up = i >= 1 && i <= 3;
                    BusAndModuleState s = New();
                    if (before == 1) s.ApplyBuses(50, CanBusState.Active, CanBusState.Active);
                    s.ApplyBuses(100, states[i], CanBusState.Active);
                    Assert.AreEqual(up, s.ModuleBusUp, "module's " + i);
                    Assert.IsTrue(s.BmsBusUp);
                    s = New();
                    if (before == 1) s.ApplyBuses(50, CanBusState.Active, CanBusState.Active);
                    s.ApplyBuses(100, CanBusState.Active, states[i]);
                    Assert.AreEqual(up, s.BmsBusUp, "vehicle's " + i);
                    Assert.IsTrue(s.ModuleBusUp);
                    Assert.AreEqual(up ? before == 1 ? 50L : 100L : -1L, s.BmsBusUpSinceMs);
                }
            }
        }

        [TestMethod]
        public void Bus_DownForFiveSeconds_IsTold()
        {
            for (int from = 0; from <= 20000; from += 20000)
            {
                BusAndModuleState s = New();
                Assert.AreEqual(-1L, s.BmsBusUpSinceMs);
                s.ApplyBuses(from, CanBusState.Down, CanBusState.BusOff);
                s.ApplyBuses(from + 1, CanBusState.Down, CanBusState.BusOff);
                s.ApplyBuses(from + 4999, CanBusState.Down, CanBusState.BusOff);
                Assert.IsFalse(s.ModuleBusDown || s.BmsBusDown);
                s.ApplyBuses(from + 5000, CanBusState.Down, CanBusState.BusOff);
                Assert.IsTrue(s.ModuleBusDown && s.BmsBusDown);
                s.ApplyBuses(from + 5001, CanBusState.Active, CanBusState.Down);
                Assert.IsTrue(!s.ModuleBusDown && s.BmsBusDown);
                s.ApplyBuses(from + 5002, CanBusState.Down, CanBusState.Active);
                Assert.IsFalse(s.ModuleBusDown || s.BmsBusDown, "counted anew");
                Assert.AreEqual(from + 5002L, s.BmsBusUpSinceMs);
                s.ApplyBuses(from + 5003, CanBusState.Down, CanBusState.Active);
                Assert.AreEqual(from + 5002L, s.BmsBusUpSinceMs);
            }
        }

        [TestMethod]
        public void Bus_UpSinceTheClocksZero_StaysSo()
        {
            BusAndModuleState s = New();
            s.ApplyBuses(0, CanBusState.Down, CanBusState.Active);
            s.ApplyBuses(10, CanBusState.Down, CanBusState.Active);
            Assert.AreEqual(0L, s.BmsBusUpSinceMs);
        }

        [TestMethod]
        public void Module_OfflineForFiveSeconds_IsTold()
        {
            for (int from = 0; from <= 20000; from += 20000)
            {
                BusAndModuleState s = New();
                ModuleReadings r = new ModuleReadings();
                s.ApplyModule(from, false, r);
                s.ApplyModule(from + 4999, false, r);
                Assert.IsFalse(s.ModuleOffline);
                s.ApplyModule(from + 5000, false, r);
                Assert.IsTrue(s.ModuleOffline);
                s.ApplyModule(from + 5001, true, r);
                Assert.IsFalse(s.ModuleOffline);
            }
        }

        [TestMethod]
        public void Alarms_CountWhileFreshAndOfThisTimeOnly()
        {
            Alarm("no module", 9000, 9000, 9000, false, false);
            Alarm("never told", 0, -1, 100, true, false);
            Alarm("told at zero", 0, 0, 100, true, true);
            Alarm("told 3 s before it was back", 9000, 6000, 9000, true, true);
            Alarm("told earlier", 9000, 5999, 9000, true, false);
            Alarm("5 s old", 9000, 9000, 14000, true, true);
            Alarm("older", 9000, 9000, 14001, true, false);
        }

        private static void Alarm(string row, int backMs, int toldMs, int nowMs, bool healthy, bool counts)
        {
            BusAndModuleState s = New();
            ModuleReadings r = new ModuleReadings { Alarms = Trips | 1 << 4, AlarmsMs = toldMs };
            s.ApplyModule(backMs, healthy, r);
            s.ApplyModule(nowMs, healthy, r);
            Assert.AreEqual(counts ? Trips | 1 << 4 : 0, s.Alarms, row);
            Assert.AreEqual(counts ? Trips : 0, s.EndingAlarms, row);
        }

        [TestMethod]
        public void Alarms_OfAModuleThatIsBack_EndNothingForFiveSeconds()
        {
            for (int from = 0; from <= 20000; from += 20000)
            {
                BusAndModuleState s = New();
                ModuleReadings r = new ModuleReadings { Alarms = Trips | Returning, AlarmsMs = from };
                s.ApplyModule(from, true, r);
                Assert.AreEqual(Trips, s.EndingAlarms);
                s.ApplyModule(from + 1, true, r);
                s.ApplyModule(from + 4999, true, r);
                Assert.AreEqual(Trips, s.EndingAlarms);
                s.ApplyModule(from + 5000, true, r);
                Assert.AreEqual(Trips | Returning, s.EndingAlarms);
                s.ApplyModule(from + 5001, false, r);
                r.AlarmsMs = from + 5002;
                s.ApplyModule(from + 5002, true, r);
                Assert.AreEqual(Trips, s.EndingAlarms, "back again");
            }
        }

        [TestMethod]
        public void Flags_EachCause_IsOneBit()
        {
            for (int cause = 0; cause < 20; cause++)
            {
                BusAndModuleState s = New();
                int[] settings = ChargerSettings.Defaults();
                ModuleReadings r = new ModuleReadings { MainsMv = 230000 };
                MeasuredLimits measured = new MeasuredLimits(settings, r) { BatteryPresent = true };
                FaultState faults = new FaultState(settings);
                Bms bms = new Bms(settings, new CanPortFake()) { RequestMs = 0 };
                int flag = Cause(cause, s, r, measured, faults, bms);
                Assert.AreEqual(flag, s.FeedbackFlags(4999, bms, measured, faults, r), "cause " + cause);
                if (cause == 0) Assert.AreEqual(BmsProtocol.FlagTimeout, s.FeedbackFlags(5000, bms, measured, faults, r));
            }
        }

        private static int Cause(int cause, BusAndModuleState s, ModuleReadings r, MeasuredLimits measured, FaultState faults, Bms bms)
        {
            switch (cause)
            {
                case 1: s.EndingAlarms = 1; return 1;
                case 2: s.ModuleOffline = true; return 1;
                case 3: s.ModuleBusDown = true; return 1;
                case 4: faults.LockedUntilMs = 5000; return 1;
                case 5: faults.LockedUntilMs = 4999; return 0;
                case 6: faults.Latched = 1; return 1;
                case 7: measured.Hot = true; return 2;
                case 8: s.Alarms = 1 << 1; return 2;
                case 9: s.Alarms = 1 << 12; return 2;
                case 10: s.Alarms = 1 << 18; return 4;
                case 11: r.MainsMv = 89999; return 4;
                case 12: r.MainsMv = 90000; return 0;
                case 13: r.MainsMv = 300000; return 0;
                case 14: r.MainsMv = 300001; return 4;
                case 15: r.MainsMv = 0; return 4;
                case 16: r.MainsMv = -1; return 0;
                case 17: measured.BatteryPresent = false; return 8;
                case 18: bms.RequestMs = -1; return 16;
                case 19:
                    s.EndingAlarms = 1;
                    s.Alarms = 1 << 1 | 1 << 18;
                    measured.BatteryPresent = false;
                    bms.RequestMs = -1;
                    return 31;
                default: return 0;
            }
        }

        private static BusAndModuleState New() => new BusAndModuleState(ChargerSettings.Defaults());
    }
}
