using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class FaultHistoryTests
    {
        private const int Hot = 1 << (ChargerFaults.OverTemperature - ChargerFaults.FirstOwn);
        private const int Silent = 1 << (ChargerFaults.BmsSilent - ChargerFaults.FirstOwn);

        [TestMethod]
        public void FaultHistory_OneThatComesAndGoes_KeepsBothTimes()
        {
            FaultHistory history = new FaultHistory();
            history.Note(0, Hot, 5000);
            history.Note(1 << 4, Hot, 7000);
            history.Note(1 << 4, 0, 65999);
            int[] e = new int[FaultHistory.Episodes * FaultHistory.Stride];
            history.CopyTo(e);
            Assert.AreEqual("5 7 -1 | 44 5 65 | 0 0 0", Of(e, 0) + " | " + Of(e, 1) + " | " + Of(e, 2));
        }

        [TestMethod]
        public void FaultHistory_MoreThanItHolds_LosesTheOldest()
        {
            FaultHistory history = new FaultHistory();
            for (int i = 0; i < 12; i++)
            {
                history.Note(0, Silent, i * 10000);
                history.Note(0, 0, i * 10000 + 1000);
            }
            int[] e = new int[FaultHistory.Episodes * FaultHistory.Stride];
            history.CopyTo(e);
            Assert.AreEqual("48 110 111", Of(e, 0));
            Assert.AreEqual("48 40 41", Of(e, FaultHistory.Episodes - 1));
        }

        private static string Of(int[] e, int episode)
        {
            int at = episode * FaultHistory.Stride;
            return e[at] + " " + e[at + 1] + " " + e[at + 2];
        }
    }
}
