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
        public void BoardTable_Name_FindsItsPins()
        {
            BoardTable_Name_FindsItsPins("default", 4, 35);
            BoardTable_Name_FindsItsPins("int34", 34, 35);
            BoardTable_Name_FindsItsPins("psram", 4, 35);
            BoardTable_Name_FindsItsPins("ethernet", 4, 34);
        }

        private static void BoardTable_Name_FindsItsPins(string name, int bmsInterrupt, int moduleInterrupt)
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
        public void BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames()
        {
            BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(25, "pin 25 is used by output enable and by external watchdog");
            BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(36, "pin 36 of external watchdog is an input only (34 to 39 are)");
            BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(7, "pin 7 is used by external watchdog and by the flash chip");
            BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(40, "pin 40 of external watchdog does not exist (0 to 39, -1 for not fitted)");
            BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(-2, "pin -2 of external watchdog does not exist (0 to 39, -1 for not fitted)");
        }

        private static void BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(int pin, string expected)
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
