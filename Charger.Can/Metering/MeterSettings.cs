using System.Text;
using Charger.Runtime;

namespace Charger.Metering
{
    /// <summary>
    /// Model, address and baud of the meter: a file of its own on flash with one line, "SDM630 1 9600" (model, address,
    /// baud), since a setting of its own would cost images without a meter. 8 data bits, no parity, 1 stop bit.
    /// </summary>
    public sealed class MeterSettings
    {
        /// <summary>Name of the file on flash (docs/storage.md).</summary>
        public const string File = "meter";

        /// <summary>Bytes of the file at most.</summary>
        public const int LongestText = 32;

        private const int HighestAddress = 247;

        private const int Words = 3;
        private const string Expected = "expected are model, address and baud as in 'SDM630 1 9600': SDM120 or SDM630; 1 to 247; 1200, 2400, 4800, 9600, 19200 or 38400";

        /// <summary>The model; decides the register addresses.</summary>
        public MeterKind Kind { get; private set; } = MeterKind.Sdm120;

        /// <summary>1 to <see cref="HighestAddress"/>.</summary>
        public int Address { get; private set; } = 1;

        /// <summary>2400 is what an SDM120 comes with.</summary>
        public int Baud { get; private set; } = 2400;

        /// <summary>Reads the file. Null when it could be used or there is none; else what is wrong with it: the defaults count then.</summary>
        public string Load(IStorage storage)
        {
            byte[] bytes = new byte[LongestText];
            int length = storage.Read(File, 0, bytes, 0, LongestText);
            return length <= 0 ? null : Accept(Encoding.UTF8.GetString(bytes, 0, length));
        }

        /// <summary>Takes model, address and baud; null, or what is wrong with them: nothing is taken then.</summary>
        public string Accept(string text)
        {
            string[] words = text.Trim().ToUpper().Split(' ');
            bool three = words.Length == Words && words[0] == "SDM630";
            if (!three && (words.Length != Words || words[0] != "SDM120")) return Wrong(text);
            int address = Whole(words[1]);
            int baud = Whole(words[2]);
            if (address < 1 || address > HighestAddress || !IsBaud(baud)) return Wrong(text);
            Kind = three ? MeterKind.Sdm630 : MeterKind.Sdm120;
            Address = address;
            Baud = baud;
            return null;
        }

        /// <summary>"SDM630, address 1, 9600 baud".</summary>
        public string Describe()
        {
            return MeterRegisters.NameOf(Kind) + ", address " + Address + ", " + Baud + " baud";
        }

        private static string Wrong(string text)
        {
            return "'" + ControlCharacters.Escaped(text) + "' is not allowed; " + Expected;
        }

        private static bool IsBaud(int baud)
        {
            return baud == 38400 || baud == 19200 || baud == 9600 || baud == 4800 || baud == 2400 || baud == 1200;
        }

        /// <summary>-1 for anything but one to five digits.</summary>
        private static int Whole(string digits)
        {
            const int most = 5;
            if (digits.Length == 0 || digits.Length > most) return -1;
            int value = 0;
            for (int i = 0; i < digits.Length; i++)
            {
                if (digits[i] < '0' || digits[i] > '9') return -1;
                value = value * 10 + digits[i] - '0';
            }
            return value;
        }
    }
}
