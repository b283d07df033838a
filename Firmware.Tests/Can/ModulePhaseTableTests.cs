using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class ModulePhaseTableTests
    {
        // Rows: phases; columns: events. A letter for the next phase (t Stopping, O Off, P Preparing, R Ready, S Starting, N On),
        // a digit for the action (0 none, 1 limits, 2 START, 3 STOP).
        private const string Grid =
            "t3 t3 t3 t3 t3 t0 O0 t3 t3|" +
            "P1 t3 t3 t3 t3 t3 O0 t3 t3|" +
            "t3 P1 R0 t3 t3 t3 P0 P1 t3|" +
            "t3 P1 t3 S2 t3 t3 R0 t3 t3|" +
            "t3 S1 t3 t3 t3 N0 S0 t3 t3|" +
            "t3 N1 t3 t3 t3 N0 t3 t3 t3|";
        private const int Phases = 6;
        private const int Events = 9;

        [TestMethod]
        public void Table_WholeGrid_IsAsPrinted()
        {
            string grid = "";
            for (int phase = 0; phase < Phases; phase++)
            {
                for (int e = 0; e < Events; e++)
                {
                    int row = ModulePhaseTable.Find((ModulePhase)phase, (ModuleEvent)e);
                    grid += "tOPRSN".Substring((int)ModulePhaseTable.NextOf(row), 1) + (int)ModulePhaseTable.ActionOf(row);
                    grid += e + 1 < Events ? " " : "|";
                }
            }
            Assert.AreEqual(Grid, grid);
        }

        [TestMethod]
        public void Stop_FromEveryPhase_GoesOutAtOnce()
        {
            for (int phase = 0; phase < Phases; phase++)
            {
                int row = ModulePhaseTable.Find((ModulePhase)phase, ModuleEvent.StopWanted);
                Assert.AreEqual((int)ModuleAction.SendStop, (int)ModulePhaseTable.ActionOf(row), "phase " + phase);
                Assert.AreEqual((int)ModulePhase.Stopping, (int)ModulePhaseTable.NextOf(row), "phase " + phase);
            }
        }
    }
}
