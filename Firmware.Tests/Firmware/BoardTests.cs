using Firmware;
using nanoFramework.TestFramework;

namespace Firmware.Tests.FirmwareRoom
{
    [TestClass]
    public class BoardTests
    {
        [TestMethod]
        public void BoardTable_EveryBoard_UsesNoPinTwice()
        {
            BoardProfile board = new BoardProfile();
            for (int i = 0; i < BoardTable.Count; i++)
            {
                Assert.IsTrue(BoardTable.Describe(i, board));
                Assert.IsNull(board.Conflict());
            }
            Assert.IsFalse(BoardTable.Describe(BoardTable.Count, board));
        }

        [TestMethod]
        [DataRow("default", 4, 35)]
        [DataRow("int34", 34, 35)]
        [DataRow("psram", 4, 35)]
        [DataRow("ethernet", 4, 34)]
        public void BoardTable_Name_FindsItsPins(string name, int bmsInterrupt, int moduleInterrupt)
        {
            BoardProfile board = new BoardProfile();
            Assert.IsTrue(BoardTable.Find(name, board));
            Assert.AreEqual(bmsInterrupt, board.BmsInterrupt);
            Assert.AreEqual(moduleInterrupt, board.ModuleInterrupt);
        }

        [TestMethod]
        public void BoardTable_UnknownName_LeavesTheReferenceBoard()
        {
            BoardProfile board = new BoardProfile();
            Assert.IsFalse(BoardTable.Find("nonsense", board));
            Assert.AreEqual("default", board.Name);
            Assert.AreEqual(25, board.OutputEnable);
        }

        [TestMethod]
        [DataRow(25, "pin 25 is used by output enable and by external watchdog")]
        [DataRow(36, "pin 36 of external watchdog is an input only (34 to 39 are)")]
        [DataRow(7, "pin 7 is used by external watchdog and by the flash chip")]
        [DataRow(40, "pin 40 of external watchdog does not exist (0 to 39, -1 for not fitted)")]
        [DataRow(-2, "pin -2 of external watchdog does not exist (0 to 39, -1 for not fitted)")]
        public void BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(int pin, string expected)
        {
            BoardProfile board = new BoardProfile();
            BoardTable.Find("default", board);
            board.Watchdog = pin;
            Assert.AreEqual("board 'default': " + expected, board.Conflict());
        }

        [TestMethod]
        public void BoardProfile_ReservedPin_NamesWhatReservedIt()
        {
            BoardProfile board = new BoardProfile();
            BoardTable.Find("psram", board);
            board.StartButton = 16;
            Assert.AreEqual("board 'psram': pin 16 is used by START button and by the module's PSRAM", board.Conflict());
        }
    }
}
