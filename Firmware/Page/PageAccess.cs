using System.Text;
using Charger.Runtime;

namespace Firmware.Page
{
    /// <summary>
    /// Whether there is a status page and who reaches it: a file of its own on flash with one line, "wifi 80" (network and port),
    /// since a setting of its own would cost images without the page. Without the file there is none.
    /// </summary>
    public sealed class PageAccess
    {
        /// <summary>Name of the file.</summary>
        public const string File = "page";

        /// <summary>Bytes of the file at most.</summary>
        public const int LongestText = 24;

        /// <summary>The Wi-Fi station.</summary>
        public const string Wifi = "wifi";

        /// <summary>The Ethernet interface.</summary>
        public const string Ethernet = "ethernet";

        private const int HighestPort = 65535;
        private const int MostDigits = 5;

        /// <summary>The only network that it is served on, <see cref="Wifi"/> or <see cref="Ethernet"/>; null: there is no page.</summary>
        public string Network { get; private set; }

        /// <summary>1 to 65535; 0 without a page.</summary>
        public int Port { get; private set; }

        /// <summary>Reads the file. Null when it could be used or there is none; else what is wrong with it: there is no page then.</summary>
        public string Load(IStorage storage)
        {
            byte[] bytes = new byte[LongestText];
            int length = storage.Read(File, 0, bytes, 0, LongestText);
            return length <= 0 ? null : Accept(Encoding.UTF8.GetString(bytes, 0, length));
        }

        /// <summary>Reads network and port and keeps them; null, or what is wrong with them: nothing is changed then.</summary>
        public string Accept(string text)
        {
            string[] words = text.Trim().ToLower().Split(' ');
            int port = words.Length == 2 ? Whole(words[1]) : 0;
            if (port == 0 || words[0] != Wifi && words[0] != Ethernet) return "'" + ControlCharacters.Escaped(text) + "' is not allowed; expected are a network and a port as in 'wifi 80': wifi or ethernet; 1 to 65535";
            Network = words[0] == Wifi ? Wifi : Ethernet;
            Port = port;
            return null;
        }

        /// <summary>No page from now on; false when the flash refused, nothing is changed then.</summary>
        public bool SwitchOff(IStorage storage)
        {
            if (!storage.Delete(File)) return false;
            Network = null;
            Port = 0;
            return true;
        }

        /// <summary>Keeps what was taken; false when the flash refused: it counts until the next start.</summary>
        public bool Keep(IStorage storage)
        {
            byte[] line = Encoding.UTF8.GetBytes(Network + " " + Port);
            return storage.Write(File, line, 0, line.Length);
        }

        /// <summary>0 for anything but a port in one to five digits.</summary>
        private static int Whole(string digits)
        {
            if (digits.Length == 0 || digits.Length > MostDigits) return 0;
            int value = 0;
            for (int i = 0; i < digits.Length; i++)
            {
                if (digits[i] < '0' || digits[i] > '9') return 0;
                value = value * 10 + digits[i] - '0';
            }
            return value <= HighestPort ? value : 0;
        }
    }
}
