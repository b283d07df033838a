using Firmware.Tests.Fakes;
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
            BoardTable_Name_FindsItsPins("s3", 21, 9);
        }

        private static void BoardTable_Name_FindsItsPins(string name, int bmsInterrupt, int moduleInterrupt)
        {
            BoardProfile board = new BoardProfile();
            Assert.IsTrue(BoardTable.Find(name, board));
            Assert.AreEqual(bmsInterrupt, board.Pin(PinRole.BmsInterrupt));
            Assert.AreEqual(moduleInterrupt, board.Pin(PinRole.ModuleInterrupt));
        }

        [TestMethod]
        public void BoardTable_UnknownName_LeavesTheReferenceBoard()
        {
            BoardProfile board = new BoardProfile();
            Assert.IsFalse(BoardTable.Find("nonsense", board));
            Assert.AreEqual("default", board.Name);
            Assert.AreEqual(25, board.Pin(PinRole.OutputEnable));
        }

        [TestMethod]
        public void BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames()
        {
            BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(25, "pin 25 of external watchdog is used by output enable too");
            BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(36, "pin 36 of external watchdog is an input only (34 to 39 are)");
            BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(7, "pin 7 of external watchdog belongs to the flash chip");
            BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(40, "pin 40 of external watchdog does not exist (0 to 39, -1 for not fitted)");
            BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(-2, "pin -2 of external watchdog does not exist (0 to 39, -1 for not fitted)");
            BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(24, "pin 24 of external watchdog does not exist on this chip");
            BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(3, "pin 3 of external watchdog belongs to UART0, by which the chip is flashed");
            BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(12, "pin 12 of external watchdog decides at the reset the voltage of the flash chip");
            BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(0, "pin 0 of external watchdog decides at the reset whether the chip starts or waits for its flasher");
            BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(15, "pin 15 of external watchdog must be high at the reset: only a chip select with its pull-up may have it");
        }

        private static void BoardProfile_WatchdogOnAPinThatIsTaken_IsRefusedWithBothNames(int pin, string expected)
        {
            BoardProfile board = new BoardProfile();
            BoardTable.Find("default", board);
            board.Set(PinRole.Watchdog, pin);
            Assert.AreEqual("board 'default': " + expected, board.Conflict());
        }

        [TestMethod]
        public void BoardProfile_ReservedPin_NamesWhatReservedIt()
        {
            BoardProfile board = new BoardProfile();
            BoardTable.Find("psram", board);
            board.Set(PinRole.StartButton, 16);
            Assert.AreEqual("board 'psram': pin 16 of START button belongs to the module's PSRAM", board.Conflict());
        }

        [TestMethod]
        public void BoardProfile_S3_HasItsOwnPins()
        {
            BoardProfile_S3_HasItsOwnPins(48, null);
            BoardProfile_S3_HasItsOwnPins(49, "does not exist (0 to 48, -1 for not fitted)");
            BoardProfile_S3_HasItsOwnPins(23, "does not exist on this chip");
            BoardProfile_S3_HasItsOwnPins(27, "belongs to the flash chip");
            BoardProfile_S3_HasItsOwnPins(34, "belongs to the module's PSRAM");
            BoardProfile_S3_HasItsOwnPins(20, "belongs to the chip's USB port");
            BoardProfile_S3_HasItsOwnPins(44, "belongs to UART0, by which the chip is flashed");
            BoardProfile_S3_HasItsOwnPins(45, "decides at the reset the voltage of the flash chip");
            BoardProfile_S3_HasItsOwnPins(46, "decides at the reset how the chip is flashed");
        }

        private static void BoardProfile_S3_HasItsOwnPins(int pin, string expected)
        {
            BoardProfile board = new BoardProfile();
            BoardTable.Find("s3", board);
            board.Set(PinRole.GunSwitch, pin);
            if (expected == null) Assert.IsNull(board.Conflict());
            else Assert.AreEqual("board 's3': pin " + pin + " of gun switch " + expected, board.Conflict());
        }

        [TestMethod]
        public void ChipPins_ImageName_TellsTheChip()
        {
            Assert.IsTrue(ChipPins.ChipOf("ESP32_PSRAM_REV3") == ChipKind.Esp32);
            Assert.IsTrue(ChipPins.ChipOf("M5Core2") == ChipKind.Esp32);
            Assert.IsTrue(ChipPins.ChipOf("ESP32_S3_OCTAL") == ChipKind.Esp32S3);
            Assert.IsTrue(ChipPins.ChipOf("ESP32_C3") == ChipKind.Other);
        }

        [TestMethod]
        public void BoardChoice_AnotherChipsBoard_IsNeitherKeptNorLoaded()
        {
            CutStorage storage = new CutStorage();
            BoardProfile board = new BoardProfile();
            Assert.IsFalse(BoardChoice.Keep(storage, ChipKind.Esp32, "s3"));
            Assert.IsTrue(BoardChoice.Load(storage, ChipKind.Esp32S3, board));
            Assert.AreEqual("s3", board.Name);
            Assert.IsTrue(BoardChoice.Keep(storage, ChipKind.Esp32S3, "s3"));
            Assert.IsFalse(BoardChoice.Load(storage, ChipKind.Esp32, board));
            Assert.AreEqual("default", board.Name);
            Assert.AreEqual("default, int34, psram, ethernet, panel", BoardChoice.Allowed(ChipKind.Esp32));
        }
    }
}
