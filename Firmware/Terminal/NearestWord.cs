namespace Firmware.Terminal
{
    /// <summary>How many single-letter changes lie between two words (Levenshtein), for the answer to a mistyped command.</summary>
    public sealed class NearestWord
    {
        private const int MaxLength = 24;

        private readonly byte[] _row = new byte[MaxLength + 1];
        private string _wanted;
        private int _bestDistance;

        /// <summary>The nearest word offered so far, or null when none is near.</summary>
        public string Best { get; private set; }

        /// <summary>Begins a search; of a word longer than 24 letters the rest is ignored.</summary>
        public void Begin(string wanted)
        {
            _wanted = wanted.Length > MaxLength ? wanted.Substring(0, MaxLength) : wanted;
            Best = null;
            _bestDistance = _wanted.Length / 2 + 2;
        }

        /// <summary>Compares one candidate, of any length; of two that are equally near the first one stays.</summary>
        public void Offer(string word)
        {
            int distance = Distance(word);
            if (distance >= _bestDistance) return;
            _bestDistance = distance;
            Best = word;
        }

        private int Distance(string word)
        {
            int width = _wanted.Length;
            for (int i = 0; i <= width; i++) _row[i] = (byte)i;
            for (int j = 1; j <= word.Length; j++)
            {
                int diagonal = _row[0];
                _row[0] = (byte)j;
                for (int i = 1; i <= width; i++)
                {
                    int cost = diagonal + (_wanted[i - 1] == word[j - 1] ? 0 : 1);
                    diagonal = _row[i];
                    if (_row[i] + 1 < cost) cost = _row[i] + 1;
                    if (_row[i - 1] + 1 < cost) cost = _row[i - 1] + 1;
                    _row[i] = (byte)cost;
                }
            }
            return _row[width];
        }
    }
}
