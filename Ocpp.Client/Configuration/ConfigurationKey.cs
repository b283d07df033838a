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
        public string Name;
        public KeyKind Kind;
        public int Min;
        public int Max;

        /// <summary>Default of a whole number; of a truth 1 for true.</summary>
        public int Default;

        /// <summary>Default of the other kinds.</summary>
        public string DefaultText;

        /// <summary>Comma-separated; empty for anything.</summary>
        public string Allowed;
        public bool ReadOnly;

        /// <summary>Never shown, never logged (AuthorizationKey).</summary>
        public bool WriteOnly;

        /// <summary>A change works after the next start only.</summary>
        public bool NeedsReboot;

        /// <summary>Unit and meaning in a few words, with the section it comes from.</summary>
        public string About;

        /// <summary>Kept as a number: a whole one, or 1 for true.</summary>
        public bool IsNumber => Kind == KeyKind.Whole || Kind == KeyKind.Truth;

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

        public void Whole(string name, int value, int min, int max, string about)
        {
            Name = name;
            Kind = KeyKind.Whole;
            Default = value;
            Min = min;
            Max = max;
            About = about;
        }

        public void Truth(string name, bool value, string about)
        {
            Name = name;
            Kind = KeyKind.Truth;
            Default = value ? 1 : 0;
            Max = 1;
            About = about;
        }

        public void Text(string name, string value, int min, int max, string about)
        {
            Name = name;
            Kind = KeyKind.Text;
            DefaultText = value;
            Min = min;
            Max = max;
            About = about;
        }

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
        int Count { get; }

        /// <summary>Fills a row that was cleared; index from 0 to Count - 1.</summary>
        void Describe(int index, ConfigurationKey k);
    }
}
