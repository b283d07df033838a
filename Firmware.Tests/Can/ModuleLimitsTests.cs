using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class ModuleLimitsTests
    {
        private const int Rated = 33570;

        [TestMethod]
        public void Want_EachLimit_IsPendingOnlyWhenItsRawValueChanges()
        {
            ModuleLimits limits = new ModuleLimits();
            Assert.IsTrue(limits.Want(84000, 10000, Rated, 0));
            Assert.IsTrue(limits.VoltagePending && limits.CurrentPending);
            limits.VoltagePending = false;
            limits.CurrentPending = false;
            Assert.IsFalse(limits.Want(84000, 10000, Rated, 10));
            Assert.IsFalse(limits.VoltagePending || limits.CurrentPending);
            Assert.IsTrue(limits.Want(84000, 20000, Rated, 20));
            Assert.IsTrue(limits.CurrentPending && !limits.VoltagePending);
            limits.CurrentPending = false;
            Assert.IsTrue(limits.Want(80000, 20000, Rated, 30));
            Assert.IsTrue(limits.VoltagePending && !limits.CurrentPending);
        }

        [TestMethod]
        public void Prepared_WantsBothEchoesSinceTheRestart()
        {
            ModuleLimits limits = Echoed();
            Assert.IsTrue(limits.Prepared);
            limits.Restart(5000);
            Assert.IsFalse(limits.Prepared);
            Assert.IsTrue(limits.VoltagePending && limits.CurrentPending);
            Assert.AreEqual(5000L, limits.MissingSinceMs);
            limits.VoltageEcho(limits.VoltageRaw, 5100);
            Assert.IsFalse(limits.Prepared);
            limits.CurrentEcho(limits.CurrentRaw, 5200);
            Assert.IsTrue(limits.Prepared);
            limits.Forget();
            Assert.IsFalse(limits.Prepared);
            limits.CurrentEcho(limits.CurrentRaw, 5300);
            Assert.IsFalse(limits.Prepared, "an echo after the output went off prepares nothing");
        }

        [TestMethod]
        public void MissingSince_IsTheFirstChangeThatWasNotEchoed()
        {
            ModuleLimits limits = Echoed();
            limits.Want(84000, 20000, Rated, 2000);
            Assert.AreEqual(2000L, limits.MissingSinceMs);
            limits.Want(84000, 21000, Rated, 2500);
            Assert.AreEqual(2000L, limits.MissingSinceMs, "a second change does not begin the time anew");
            limits.CurrentEcho(limits.CurrentRaw, 2600);
            Assert.IsTrue(limits.CurrentEchoed);
            limits.Want(83000, 21000, Rated, 3000);
            Assert.AreEqual(3000L, limits.MissingSinceMs);
        }

        [TestMethod]
        public void LimitEcho_OfAnotherValue_IsMissingFromThenOn()
        {
            ModuleLimits limits = Echoed();
            limits.VoltageEcho(limits.VoltageRaw + 1, 4000);
            Assert.IsFalse(limits.VoltageEchoed);
            Assert.AreEqual(4000L, limits.MissingSinceMs);
            limits.VoltageEcho(limits.VoltageRaw, 4100);
            limits.CurrentEcho(limits.CurrentRaw - 1, 4200);
            Assert.IsFalse(limits.CurrentEchoed);
            Assert.AreEqual(4200L, limits.MissingSinceMs);
        }

        private static ModuleLimits Echoed()
        {
            ModuleLimits limits = new ModuleLimits();
            limits.Want(84000, 10000, Rated, 0);
            limits.Restart(0);
            limits.VoltageEcho(limits.VoltageRaw, 10);
            limits.CurrentEcho(limits.CurrentRaw, 10);
            return limits;
        }
    }
}
