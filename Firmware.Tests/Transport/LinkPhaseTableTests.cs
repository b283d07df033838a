using nanoFramework.TestFramework;
using Ocpp.Client.Transport;

namespace Firmware.Tests.Transport
{
    [TestClass]
    public class LinkPhaseTableTests
    {
        // Rows: phases; columns: events in their order. A letter for the next phase (I Idle, R Resolving, C Connecting, T TLS,
        // U UpgradeSent, H ReadingHeader, P ReadingPayload, G Closing, X Closed, F Faulted), a digit for the action (0 none,
        // 1 upgrade, 2 establish, 3 close frame, 4 clean up); ".." is a pair the table does not list.
        private const string Grid =
            "R0 .. .. .. .. .. .. .. .. .. .. .. .. .. .. I0 .. .. .. .. X4|" +
            ".. F4 C0 F4 .. .. F4 .. F4 .. .. .. .. .. .. X4 .. .. F4 .. X4|" +
            ".. .. .. F4 U1 T0 F4 .. F4 .. .. .. .. .. .. X4 .. .. F4 .. X4|" +
            ".. .. .. .. .. .. F4 U1 F4 .. .. .. .. .. .. X4 .. .. F4 .. X4|" +
            ".. .. .. .. .. .. .. .. .. H2 F4 .. .. .. .. X4 .. F4 F4 .. X4|" +
            ".. .. .. .. .. .. .. .. .. .. .. P0 H0 G3 G3 G3 .. F4 .. F4 X4|" +
            ".. .. .. .. .. .. .. .. .. .. .. .. H0 G3 G3 G3 .. F4 .. F4 X4|" +
            ".. .. .. .. .. .. .. .. .. .. .. .. .. .. X4 G0 X4 X4 X4 .. X4|" +
            "R0 .. .. .. .. .. .. .. .. .. .. .. .. .. .. X0 .. .. .. .. X4|" +
            "R0 .. .. .. .. .. .. .. .. .. .. .. .. .. .. F0 .. .. .. .. X4|";

        [TestMethod]
        public void Table_WholeGrid_IsAsPrinted()
        {
            string grid = "";
            for (int phase = 0; phase < LinkPhaseTable.Phases; phase++)
            {
                for (int e = 0; e < LinkPhaseTable.Events; e++)
                {
                    int row = LinkPhaseTable.Find((LinkPhase)phase, (LinkEvent)e);
                    grid += row == LinkPhaseTable.Unlisted ? ".." : "IRCTUHPGXF".Substring((int)LinkPhaseTable.NextOf(row), 1) + (int)LinkPhaseTable.ActionOf(row);
                    grid += e + 1 < LinkPhaseTable.Events ? " " : "|";
                }
            }
            Assert.AreEqual(Grid, grid);
        }

        [TestMethod]
        public void Session_EachKindOfEnd_CleansUp()
        {
            for (int phase = (int)LinkPhase.Resolving; phase <= (int)LinkPhase.Closing; phase++)
            {
                for (int e = 0; e < LinkPhaseTable.Events; e++)
                {
                    int row = LinkPhaseTable.Find((LinkPhase)phase, (LinkEvent)e);
                    if (row == LinkPhaseTable.Unlisted || LinkPhaseTable.StateOf(LinkPhaseTable.NextOf(row)) != LinkState.Closed) continue;
                    Assert.AreEqual((int)LinkAction.CleanUp, (int)LinkPhaseTable.ActionOf(row), "phase " + phase + " event " + e);
                }
            }
        }
    }
}
