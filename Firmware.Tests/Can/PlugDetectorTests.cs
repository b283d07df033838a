using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    /// <summary>When a vehicle counts as plugged in and as gone, to the millisecond.</summary>
    [TestClass]
    public class PlugDetectorTests
    {
        [TestMethod]
        public void Plug_TwoFrames_CountsASecondAfterTheFirst()
        {
            int[] settings = ChargerSettings.Defaults();
            Bms bms = new Bms(settings, new CanPortFake());
            PlugDetector plug = new PlugDetector(settings);
            plug.Step(500, bms, false, false, 0);
            Heard(bms, 1000);
            plug.Step(1000, bms, false, false, 0);
            plug.Step(2100, bms, false, false, 0);
            Assert.IsFalse(plug.Plugged, "one frame");
            Heard(bms, 2100);
            plug.Step(2100, bms, false, false, 0);
            Assert.IsTrue(plug.Plugged);

            plug = new PlugDetector(settings);
            bms = new Bms(settings, new CanPortFake());
            plug.Step(900, bms, false, false, 0);
            Heard(bms, 1000);
            plug.Step(1000, bms, false, false, 0);
            Heard(bms, 1500);
            plug.Step(1999, bms, false, false, 0);
            Assert.IsFalse(plug.Plugged, "999 ms");
            plug.Step(2000, bms, false, false, 0);
            Assert.IsTrue(plug.Plugged, "1000 ms");
        }

        [TestMethod]
        public void Plug_FramesMoreThanThreeSecondsApart_BeginAnew()
        {
            int[] settings = ChargerSettings.Defaults();
            Bms bms = new Bms(settings, new CanPortFake());
            PlugDetector plug = new PlugDetector(settings);
            plug.Step(0, bms, false, false, 0);
            Heard(bms, 1000);
            plug.Step(1000, bms, false, false, 0);
            plug.Step(4001, bms, false, false, 0);
            Heard(bms, 4002);
            plug.Step(4002, bms, false, false, 0);
            Assert.IsFalse(plug.Plugged, "the first one is forgotten");
            Heard(bms, 4100);
            plug.Step(5001, bms, false, false, 0);
            Assert.IsFalse(plug.Plugged);
            plug.Step(5002, bms, false, false, 0);
            Assert.IsTrue(plug.Plugged);
        }

        [TestMethod]
        public void Unplug_BySilence_CountsFromTheBusAtTheEarliest()
        {
            int[] settings = ChargerSettings.Defaults();
            Bms bms = new Bms(settings, new CanPortFake());
            PlugDetector plug = Plugged(bms, settings, false);
            bms.RequestMs = 5000;
            plug.Step(20000, bms, false, false, -1);
            Assert.IsTrue(plug.Plugged, "the bus is down: its silence tells nothing");
            plug.Step(23000, bms, false, false, 20000);
            Assert.IsTrue(plug.Plugged);
            plug.Step(23001, bms, false, false, 20000);
            Assert.IsFalse(plug.Plugged);
            Assert.IsFalse(bms.Permits, "nothing of it counts any more");

            plug = Plugged(bms, settings, false);
            bms.RequestMs = 30000;
            plug.Step(33000, bms, false, false, 20000);
            Assert.IsTrue(plug.Plugged);
            plug.Step(33001, bms, false, false, 20000);
            Assert.IsFalse(plug.Plugged);
        }

        [TestMethod]
        public void Unplug_ByTheGun_TakesASecondAndNoSilenceCounts()
        {
            int[] settings = ChargerSettings.Defaults();
            Bms bms = new Bms(settings, new CanPortFake());
            PlugDetector plug = Plugged(bms, settings, true);
            plug.Step(90000, bms, true, true, 0);
            Assert.IsTrue(plug.Plugged, "with a gun switch silence is no unplugging");
            plug.Step(90100, bms, true, false, 0);
            Assert.IsTrue(plug.GunOpen);
            plug.Step(91000, bms, true, true, 0);
            Assert.IsFalse(plug.GunOpen);
            plug.Step(91050, bms, true, false, 0);
            plug.Step(91200, bms, true, false, 0);
            Assert.IsTrue(plug.Plugged, "it was closed in between");
            plug.Step(92049, bms, true, false, 0);
            Assert.IsTrue(plug.Plugged);
            plug.Step(92050, bms, true, false, 0);
            Assert.IsFalse(plug.Plugged);
            // Plugging in again takes two more frames and a second, with the gun switch closed.
            Heard(bms, 92100);
            Heard(bms, 92200);
            plug.Step(92200, bms, true, false, 0);
            plug.Step(93400, bms, true, true, 0);
            Assert.IsFalse(plug.Plugged, "what came with the gun open does not count");
            Heard(bms, 93500);
            Heard(bms, 93600);
            plug.Step(93600, bms, true, true, 0);
            plug.Step(94700, bms, true, true, 0);
            Assert.IsTrue(plug.Plugged);
            plug.Step(94800, bms, true, false, 0);
            plug.Step(95700, bms, true, false, 0);
            Assert.IsTrue(plug.Plugged, "the gun's second begins anew");
        }

        [TestMethod]
        public void Plug_AfterAnUnplugging_NeedsNewFrames()
        {
            int[] settings = ChargerSettings.Defaults();
            Bms bms = new Bms(settings, new CanPortFake());
            PlugDetector plug = Plugged(bms, settings, false);
            plug.Step(40000, bms, false, false, 0);
            Assert.IsFalse(plug.Plugged);
            Heard(bms, 41000);
            plug.Step(41000, bms, false, false, 0);
            plug.Step(42500, bms, false, false, 0);
            Assert.IsFalse(plug.Plugged, "one new frame");
            Heard(bms, 42500);
            plug.Step(42500, bms, false, false, 0);
            Assert.IsTrue(plug.Plugged);
        }

        private static PlugDetector Plugged(Bms bms, int[] settings, bool gun)
        {
            PlugDetector plug = new PlugDetector(settings);
            bms.Permits = true;
            bms.PlausibleMs = -1;
            plug.Step(0, bms, gun, true, 0);
            Heard(bms, 1000);
            plug.Step(1000, bms, gun, true, 0);
            Heard(bms, 2000);
            plug.Step(2000, bms, gun, true, 0);
            Assert.IsTrue(plug.Plugged);
            return plug;
        }

        private static void Heard(Bms bms, long nowMs)
        {
            bms.RequestMs = nowMs;
            bms.PlausibleMs = nowMs;
            bms.PlausibleRequests++;
        }
    }
}
