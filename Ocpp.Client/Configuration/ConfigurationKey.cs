namespace Ocpp.Client.Configuration
{
    /// <summary>What values of a key look like.</summary>
    public enum KeyKind
    {
        /// <summary>An integer from Min to Max.</summary>
        Whole,
        /// <summary>true or false.</summary>
        Truth,
        /// <summary>Text of Min to Max characters; one of Allowed where that is given.</summary>
        Text,
        /// <summary>A comma-separated list of at most Max items, each one of Allowed.</summary>
        List,
        /// <summary>Hexadecimal digits, Min to Max of them, an even number.</summary>
        Hex,
        /// <summary>Empty, or an address as <see cref="Transport.Endpoint"/> takes it, of at most Max characters.</summary>
        Address,
    }

    /// <summary>
    /// One row of a key table. Rows are filled by a method each time they are asked for, so that a table costs no heap
    /// (docs/adr/0001).
    /// </summary>
    public sealed class ConfigurationKey
    {
        /// <summary>The key as OCPP or the vendor spells it; at most 50 characters (S 7.29).</summary>
        public string Name;
        /// <summary>What its values look like, and what Min and Max count.</summary>
        public KeyKind Kind;
        /// <summary>Least value of a number, fewest characters of a text or of hexadecimal digits.</summary>
        public int Min;
        /// <summary>Greatest value of a number, most characters of a text, most items of a list; of a boolean 0 where only false is allowed.</summary>
        public int Max;

        /// <summary>Default of a whole number; of a truth 1 for true.</summary>
        public int Default;

        /// <summary>Default of the other kinds.</summary>
        public string DefaultText;

        /// <summary>Comma-separated; empty for anything.</summary>
        public string Allowed;
        /// <summary>ChangeConfiguration is answered with Rejected (S 5.3).</summary>
        public bool ReadOnly;

        /// <summary>Never shown, never logged (AuthorizationKey).</summary>
        public bool WriteOnly;

        /// <summary>A change works after the next start only.</summary>
        public bool NeedsReboot;

        /// <summary>Unit and meaning in a few words, with the section it comes from.</summary>
        public string About;

        /// <summary>Kept as a number: a whole one, or 1 for true.</summary>
        public bool IsNumber => Kind == KeyKind.Whole || Kind == KeyKind.Truth;

        /// <summary>Empties the row, so that the next one can be filled in.</summary>
        public void Clear()
        {
            Name = "";
            Kind = KeyKind.Whole;
            Min = 0;
            Max = 0;
            Default = 0;
            DefaultText = "";
            Allowed = "";
            ReadOnly = false;
            WriteOnly = false;
            NeedsReboot = false;
            About = "";
        }

        /// <summary>Makes it a whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
        public void Whole(string name, int value, int min, int max, string about)
        {
            Name = name;
            Kind = KeyKind.Whole;
            Default = value;
            Min = min;
            Max = max;
            About = about;
        }

        /// <summary>Makes it a key that is true or false.</summary>
        public void Truth(string name, bool value, string about)
        {
            Name = name;
            Kind = KeyKind.Truth;
            Default = value ? 1 : 0;
            Max = 1;
            About = about;
        }

        /// <summary>Makes it a text of <paramref name="min"/> to <paramref name="max"/> characters.</summary>
        public void Text(string name, string value, int min, int max, string about)
        {
            Name = name;
            Kind = KeyKind.Text;
            DefaultText = value;
            Min = min;
            Max = max;
            About = about;
        }

        /// <summary>Makes it a list of at most <paramref name="most"/> items of <paramref name="allowed"/>.</summary>
        public void List(string name, string value, string allowed, int most, string about)
        {
            Name = name;
            Kind = KeyKind.List;
            DefaultText = value;
            Allowed = allowed;
            Max = most;
            About = about;
        }
    }

    /// <summary>A table of keys: OCPP's, or the charger's own.</summary>
    public interface IKeyTable
    {
        /// <summary>Rows of the table.</summary>
        int Count { get; }

        /// <summary>Fills a row that was cleared; index from 0 to Count - 1.</summary>
        void Describe(int index, ConfigurationKey k);
    }
}
