using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class ChargerControlTests
    {
        [TestMethod]
        public void Session_PlugPermitCharge_EnergyFlows()
        {
            ControlRig rig = ControlRig.Charging();

            Assert.AreEqual(GateConditions.All, rig.Snapshot.GateConditions, GateConditions.Describe(GateConditions.FirstFalse(rig.Snapshot.GateConditions)));
            Assert.IsTrue(rig.Snapshot.OutputOn);
            Assert.IsTrue(rig.Snapshot.ModuleOn);
            Assert.IsTrue(rig.Contactor.High);
            Assert.AreEqual(10000, rig.Snapshot.OfferedMa);
            Assert.AreEqual((int)Suspension.None, (int)rig.Snapshot.Suspended);
            rig.Run(360000);
            Assert.IsTrue(rig.Snapshot.RegisterWh >= 75 && rig.Snapshot.RegisterWh <= 77, "Wh " + rig.Snapshot.RegisterWh);
        }
    }
}
