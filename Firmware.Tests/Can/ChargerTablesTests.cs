using Charger.Can;
using Charger.Runtime;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class ChargerTablesTests
    {
        private const string ErrorCodes = "|ConnectorLockFailure|EVCommunicationError|GroundFailure|HighTemperature|InternalError|LocalListConflict|NoError|OtherError|OverCurrentFailure|OverVoltage|PowerMeterFailure|PowerSwitchFailure|ReaderFailure|ResetFailure|UnderVoltage|WeakSignal|";

        [TestMethod]
        public void Faults_EveryAlarmBitAndOwnFault_IsDescribed()
        {
            Fault row = new Fault();
            int tripping = 0;
            for (int bit = 0; bit < 32; bit++)
            {
                Assert.IsTrue(ChargerFaults.Describe(ChargerFaults.OfAlarmBit(bit), row), "bit " + bit);
                CheckRow(row);
                if (row.Effect == FaultEffect.Trips) tripping |= 1 << bit;
            }
            Assert.AreEqual(ModuleProtocol.TrippingAlarms, tripping);
            for (int n = ChargerFaults.FirstOwn; n <= ChargerFaults.LastOwn; n++)
            {
                Assert.IsTrue(ChargerFaults.Describe(n, row), "fault " + n);
                CheckRow(row);
            }
            Assert.IsFalse(ChargerFaults.Describe(0, row));
            Assert.IsFalse(ChargerFaults.Describe(33, row));
            Assert.IsFalse(ChargerFaults.Describe(ChargerFaults.LastOwn + 1, row));
        }

        [TestMethod]
        public void Settings_Defaults_AreAllowed()
        {
            Assert.IsNull(ChargerSettings.Check(ChargerSettings.Defaults()));
        }

        [TestMethod]
        public void Settings_EveryRow_RefusesWhatIsOutOfBounds()
        {
            int[] settings = ChargerSettings.Defaults();
            ChargerSetting row = new ChargerSetting();
            for (int i = 0; i < ChargerSettings.Count; i++)
            {
                Assert.IsTrue(ChargerSettings.Describe(i, row));
                int value = settings[i];
                Assert.AreEqual(row.Default, value, row.Name);
                Assert.IsFalse(ChargerSettings.TrySet(settings, i, row.Least - 1), row.Name);
                Assert.IsFalse(ChargerSettings.TrySet(settings, i, row.Most + 1), row.Name);
                int other = value == row.Least ? row.Most : row.Least;
                Assert.IsTrue(ChargerSettings.TrySet(settings, i, other), row.Name);
                Assert.AreEqual(other, settings[i], row.Name);
                ChargerSettings.TrySet(settings, i, value);
            }
            Assert.IsFalse(ChargerSettings.Describe(ChargerSettings.Count, row));
        }

        [TestMethod]
        public void Settings_Wrong_AreNamedWithValueAndRange()
        {
            Assert.AreEqual("RatedMa '0' is not allowed: 1000 to 200000", Wrong(ChargerSettings.RatedMa, 0));
            Assert.AreEqual("BmsSilentMs '2000' is not allowed: at least BmsFreshMs 3000", Wrong(ChargerSettings.BmsSilentMs, 2000));
        }

        private static string Wrong(int setting, int value)
        {
            int[] settings = ChargerSettings.Defaults();
            settings[setting] = value;
            return ChargerSettings.Check(settings);
        }

        private static void CheckRow(Fault row)
        {
            Assert.IsTrue(ErrorCodes.IndexOf("|" + row.ErrorCode + "|") >= 0, row.ErrorCode);
            Assert.IsTrue(row.VendorCode.Length > 0 && row.VendorCode.Length <= 50, row.VendorCode);
            Assert.IsTrue(row.Text.Length > 10, row.Text);
        }
    }
}
