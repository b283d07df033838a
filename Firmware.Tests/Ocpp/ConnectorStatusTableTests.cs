using nanoFramework.TestFramework;
using Ocpp.Client.Availability;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class ConnectorStatusTableTests
    {
        // S 4.9: rows from, columns to, in the order of the statuses; x is a transition it lists.
        private const string Listed =
            ".xxxx.xxx|" +
            "x.xxxx..x|" +
            "x..xxx.xx|" +
            "x.x.xx.xx|" +
            "x.xx.x.xx|" +
            "xx.....xx|" +
            "xx.....xx|" +
            "xxxxx...x|" +
            "xxxxxxxx.|";

        [TestMethod]
        public void Transitions_WholeGrid_Rule49_AreThoseOfTheSpecification()
        {
            string grid = "";
            for (int from = 0; from < ConnectorStatusTable.Count; from++)
            {
                for (int to = 0; to < ConnectorStatusTable.Count; to++)
                    grid += from != to && ConnectorStatusTable.Towards((ConnectorStatus)from, (ConnectorStatus)to) == (ConnectorStatus)to ? "x" : ".";
                grid += "|";
            }
            Assert.AreEqual(Listed, grid);
        }

        [TestMethod]
        public void Transitions_NotListed_GetThereByListedOnes()
        {
            for (int from = 0; from < ConnectorStatusTable.Count; from++)
            {
                for (int to = 0; to < ConnectorStatusTable.Count; to++)
                {
                    ConnectorStatus at = (ConnectorStatus)from;
                    for (int steps = 0; at != (ConnectorStatus)to; steps++)
                    {
                        ConnectorStatus next = ConnectorStatusTable.Towards(at, (ConnectorStatus)to);
                        Assert.IsTrue(steps < 2 && Listed.Substring((int)at * 10 + (int)next, 1) == "x", "from " + from + " to " + to + ": " + (int)at + " to " + (int)next);
                        at = next;
                    }
                }
            }
            Assert.AreEqual((int)ConnectorStatus.Charging, (int)ConnectorStatusTable.Towards(ConnectorStatus.Unreported, ConnectorStatus.Charging));
        }

        [TestMethod]
        public void Status_EverySetOfFacts_IsTheFirstThatCounts()
        {
            for (int facts = 0; facts < 512; facts++)
            {
                ConnectorStatus status;
                if ((facts & 1) != 0) status = ConnectorStatus.Faulted;
                else if ((facts & 2) != 0) status = (facts & 4) != 0 ? ConnectorStatus.SuspendedEVSE : (facts & 8) != 0 ? ConnectorStatus.SuspendedEV : ConnectorStatus.Charging;
                else if ((facts & 16) != 0) status = ConnectorStatus.Finishing;
                else if ((facts & 32) != 0) status = ConnectorStatus.Unavailable;
                else if ((facts & 64) != 0) status = ConnectorStatus.Preparing;
                else if ((facts & 128) != 0) status = ConnectorStatus.Reserved;
                else status = (facts & 256) != 0 ? ConnectorStatus.Preparing : ConnectorStatus.Available;
                Assert.AreEqual((int)status, (int)ConnectorStatusTable.Of(facts), "facts " + facts);
            }
        }
    }
}
