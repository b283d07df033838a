using Charger.Runtime;
using Ocpp.Client.Configuration;

namespace Firmware
{
    /// <summary>
    /// Answers the console's queries for keys on the OCPP thread, which owns them. A long list is sent as far as the mailbox for
    /// replies has room, in each step. Write-only values are never shown.
    /// </summary>
    internal sealed class ConfigurationQueryHandler
    {
        private const int NotListing = -1;

        private readonly ConfigurationStore _store;
        private readonly Mailbox _replies;
        private readonly string _who;
        /// <summary>The row being listed; null while no list is sent.</summary>
        private ConfigurationKey _row;
        private string _prefix = "";
        private bool _exact;
        private int _listAt = NotListing;
        private int _shown;

        public ConfigurationQueryHandler(ConfigurationStore store, Mailbox replies, string who)
        {
            _store = store;
            _replies = replies;
            _who = who;
        }

        /// <summary>A list is still going out.</summary>
        public bool Busy => _listAt != NotListing;

        /// <summary>Sets a key from "KEY VALUE" and replies; returns the result.</summary>
        public ConfigurationStatus Set(string keyAndValue)
        {
            int blank = keyAndValue.IndexOf(' ');
            string key = blank < 0 ? keyAndValue : keyAndValue.Substring(0, blank);
            ConfigurationStatus status = _store.Set(key, blank < 0 ? "" : keyAndValue.Substring(blank + 1));
            switch (status)
            {
                case ConfigurationStatus.Accepted: Reply("kept and in force"); break;
                case ConfigurationStatus.RebootRequired: Reply("kept; counts from the next start on: 'reset soft'"); break;
                default: Reply("error: " + _store.Refusal); break;
            }
            return status;
        }

        /// <param name="exact">One key by its whole name, else all that begin with the prefix.</param>
        public void BeginList(string prefix, bool exact)
        {
            _prefix = prefix == null ? "" : prefix.ToLower();
            _exact = exact;
            _row = new ConfigurationKey();
            _listAt = 0;
            _shown = 0;
        }

        /// <summary>Sends what fits of a list.</summary>
        public void Step()
        {
            while (_listAt != NotListing && _replies.Count < _replies.Capacity)
            {
                if (_listAt == _store.Count)
                {
                    _listAt = NotListing;
                    _row = null;
                    if (_shown == 0) Reply("error: no key " + (_exact ? "'" : "begins with '") + _prefix + "': config list shows all");
                    return;
                }
                _store.Describe(_listAt, _row);
                string name = _row.Name.ToLower();
                bool wanted = _exact ? name == _prefix : name.StartsWith(_prefix);
                if (wanted && !Reply(Line())) return;
                if (wanted) _shown++;
                _listAt++;
            }
        }

        public bool Reply(string line)
        {
            return _replies.TryPost(_who, 0, 0, line);
        }

        private string Line()
        {
            string value = _store.Show(_listAt);
            _store.Describe(_listAt, _row);
            string line = _row.Name + " = " + (value == null ? "****" : value);
            if (_row.ReadOnly) line += "  (read-only)";
            return _exact ? line + "  -- " + _row.About : line;
        }
    }
}
