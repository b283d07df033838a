using Charger.Can;
using Firmware.Tests.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary><see cref="RequestChoice"/>: the lowest of all limits, each tested at its boundary.</summary>
    [TestClass]
    public class RequestChoiceTests
    {
        private const int Any = -1;

        [TestMethod]
        public void Choice_OfAllLimits_IsTheLowest()
        {
            // BMS mV and mA, limit mA and W, output on, measured mV; then the chosen mV and mA, plausible, the limit is zero, the vehicle asks for nothing.
            Chosen(84000, 10000, Any, Any, false, 0, "84000 10000 p");
            Chosen(85500, 10000, Any, Any, false, 0, "85500 10000 p");
            Chosen(90000, 10000, Any, Any, false, 0, "85500 10000 p");
            Chosen(84000, 200000, Any, Any, false, 0, "84000 100000 p");
            Chosen(84000, 10000, 9999, Any, false, 0, "84000 9999 p");
            Chosen(84000, 10000, 10001, Any, false, 0, "84000 10000 p");
            Chosen(84000, 10000, 1, Any, false, 0, "84000 0 p z");
            Chosen(84000, 10000, 0, Any, false, 0, "84000 10000 p");
            Chosen(84000, 10000, Any, 0, false, 0, "84000 10000 p");
            Chosen(84000, 10000, Any, 1, false, 0, "84000 0 p z");
            Chosen(80000, 10000, Any, 400, false, 40000, "80000 5000 p");
            Chosen(80000, 10000, Any, 400, true, 40000, "80000 10000 p");
            Chosen(80000, 10000, Any, 300, true, 40000, "80000 7500 p");
            Chosen(80000, 10000, Any, 303, true, 40000, "80000 7500 p");
            Chosen(80000, 10000, Any, 304, true, 40000, "80000 7600 p");
            Chosen(80000, 10000, Any, 100, true, 20001, "80000 4900 p");
            Chosen(80000, 10000, Any, 100, true, 20000, "80000 1200 p");
            Chosen(80000, 10000, Any, 2000000, false, 0, "80000 10000 p");
            Chosen(20000, 10000, Any, Any, false, 0, "20000 10000 p");
            Chosen(19999, 10000, Any, Any, false, 0, "19999 10000");
            Chosen(0, 10000, Any, 100, false, 0, "0 10000 v");
            Chosen(84000, 0, Any, Any, false, 0, "84000 0 v");
            Chosen(84000, 0, 5, 5, false, 0, "84000 0 v");
            Chosen(84000, 1, Any, Any, false, 0, "84000 1 p");
            Chosen(-1, 10000, 5, 5, false, 0, "85500 0");
        }

        [TestMethod]
        public void Limit_BelowHalfAStepOfTheModule_IsZero()
        {
            // One step is 33570 / 1024 mA: half of it is 16.4 mA.
            Chosen(84000, 10000, 16, Any, false, 0, "84000 0 p z");
            Chosen(84000, 10000, 17, Any, false, 0, "84000 17 p");
            Chosen(84000, 16, Any, 9000, false, 0, "84000 0 p z");
            Chosen(84000, 16, Any, Any, false, 0, "84000 16 p");
            Chosen(84000, 16, 0, Any, false, 0, "84000 16 p");
            Chosen(84000, 16, Any, 0, false, 0, "84000 16 p");
        }

        [TestMethod]
        public void Limit_ExactlyHalfAStep_IsACurrent()
        {
            Chosen(84000, 10000, 100, Any, false, 0, "84000 100 p", 204800);
            Chosen(84000, 10000, 99, Any, false, 0, "84000 0 p z", 204800);
        }

        [TestMethod]
        public void Choice_AfterAVehicleHasGone_ForgetsIt()
        {
            RequestChoice c = new RequestChoice(ChargerSettings.Defaults());
            Bms bms = new Bms(ChargerSettings.Defaults(), new CanPortFake()) { MaxMv = 84000, MaxMa = 0 };
            c.Choose(bms, new ChargePermit { LimitMa = 1 }, false, 0);
            bms.MaxMa = 5000;
            c.Choose(bms, new ChargePermit { LimitMa = 1 }, false, 0);
            Assert.AreEqual("84000 0 p z", Text(c));
            bms.MaxMa = 0;
            c.Choose(bms, new ChargePermit(), false, 0);
            Assert.AreEqual("84000 0 v", Text(c));
            bms.MaxMv = -1;
            c.Choose(bms, new ChargePermit(), false, 0);
            Assert.AreEqual("85500 0", Text(c));
            bms.MaxMv = 84000;
            bms.MaxMa = 5000;
            c.Choose(bms, new ChargePermit(), false, 0);
            bms.MaxMv = -1;
            c.Choose(bms, new ChargePermit(), false, 0);
            Assert.AreEqual("85500 0", Text(c), "after a current");
            bms.MaxMv = 84000;
            c.Choose(bms, new ChargePermit { LimitMa = 1 }, false, 0);
            bms.MaxMv = -1;
            c.Choose(bms, new ChargePermit(), false, 0);
            Assert.AreEqual("85500 0", Text(c), "after a limit of nothing");
        }

        private static void Chosen(int mv, int ma, int limitMa, int limitW, bool on, int measuredMv, string expected, int ratedMa = 33570)
        {
            int[] settings = ChargerSettings.Defaults();
            settings[ChargerSettings.RatedMa] = ratedMa;
            RequestChoice c = new RequestChoice(settings);
            Bms bms = new Bms(settings, new CanPortFake()) { MaxMv = mv, MaxMa = ma };
            c.Choose(bms, new ChargePermit { LimitMa = limitMa, LimitW = limitW }, on, measuredMv);
            Assert.AreEqual(expected, Text(c), mv + " " + ma + " " + limitMa + " " + limitW);
        }

        private static string Text(RequestChoice c)
        {
            return c.MilliVolt + " " + c.MilliAmpere + (c.Plausible ? " p" : "") + (c.LimitIsZero ? " z" : "") + (c.VehicleAsksNothing ? " v" : "");
        }
    }
}
