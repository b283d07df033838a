using System.Text;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>Which board this is: one name in a file of its own, read before any pin is opened.</summary>
    public static class BoardChoice
    {
        /// <summary>Name of the file on flash; a factory reset keeps it.</summary>
        public const string File = "board";

        /// <summary>Bytes of a name.</summary>
        public const int LongestName = 16;

        /// <summary>
        /// Fills in the board kept on flash, or the first one of this chip when none is kept. False when the name that is kept belongs
        /// to no board of this chip: another chip's pins can be its flash.
        /// </summary>
        public static bool Load(IStorage storage, ChipKind chip, BoardProfile into)
        {
            byte[] name = new byte[LongestName];
            int length = storage.Read(File, 0, name, 0, LongestName);
            if (length > 0 && BoardTable.Find(Encoding.UTF8.GetString(name, 0, length), into) && into.Chip == chip) return true;
            for (int i = 0; BoardTable.Describe(i, into) && into.Chip != chip; i++) { }
            return length <= 0;
        }

        /// <summary>Keeps the name; false when no board of this chip has it or the flash refused.</summary>
        public static bool Keep(IStorage storage, ChipKind chip, string name)
        {
            BoardProfile board = new BoardProfile();
            if (!BoardTable.Find(name, board) || board.Chip != chip) return false;
            byte[] bytes = Encoding.UTF8.GetBytes(name);
            return storage.Write(File, bytes, 0, bytes.Length);
        }

        /// <summary>The names that <see cref="Keep"/> takes.</summary>
        public static string Allowed(ChipKind chip)
        {
            BoardProfile board = new BoardProfile();
            string names = "";
            for (int i = 0; BoardTable.Describe(i, board); i++)
                if (board.Chip == chip) names += (names.Length == 0 ? "" : ", ") + board.Name;
            return names;
        }
    }
}
