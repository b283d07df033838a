using System.Text;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>Which board this is: one name in a file of its own, read before any pin is opened.</summary>
    public static class BoardChoice
    {
        public const string File = "board";

        /// <summary>Bytes of a name.</summary>
        public const int LongestName = 16;

        /// <summary>Fills in the board kept on flash, or the reference board when none is kept; false when a name is kept that no board has.</summary>
        public static bool Load(IStorage storage, BoardProfile into)
        {
            byte[] name = new byte[LongestName];
            int length = storage.Read(File, 0, name, 0, LongestName);
            if (length > 0) return BoardTable.Find(Encoding.UTF8.GetString(name, 0, length), into);
            BoardTable.Describe(0, into);
            return true;
        }

        /// <summary>Keeps the name; false when no board has it or the flash refused.</summary>
        public static bool Keep(IStorage storage, string name)
        {
            if (!BoardTable.Find(name, new BoardProfile())) return false;
            byte[] bytes = Encoding.UTF8.GetBytes(name);
            return storage.Write(File, bytes, 0, bytes.Length);
        }

        public static string Allowed()
        {
            BoardProfile board = new BoardProfile();
            string names = "";
            for (int i = 0; BoardTable.Describe(i, board); i++) names += (i == 0 ? "" : ", ") + board.Name;
            return names;
        }
    }
}
