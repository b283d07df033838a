using Charger.Runtime;
using Ocpp.Client.Configuration;

namespace Firmware
{
    /// <summary>
    /// Applies a configuration file as a whole or not at all: every pair is checked first, then all are set in one write. A wrong
    /// file stays on flash and is logged with key, value and what is allowed; the former configuration stays in force.
    /// </summary>
    public sealed class ConfigurationImport : IConfigurationReceiver
    {
        /// <summary>The flat JSON file that nanoff can deploy.</summary>
        public const string FileName = "charger.json";

        private readonly ConfigurationStore _store;
        private readonly ILog _log;
        private bool _checking;
        private string _refusal;
        private int _taken;

        /// <summary>Used for one import, on the OCPP thread or at the start.</summary>
        public ConfigurationImport(ConfigurationStore store, ILog log)
        {
            _store = store;
            _log = log;
        }

        /// <summary>True when there was a file and it is in force now.</summary>
        public bool Run(IConfigurationFile file)
        {
            if (file == null || !file.IsThere) return false;
            string wrong = Pass(file, true);
            if (wrong != null)
            {
                _log.Write(LogLevel.Error, LogSection.Store, "configuration file refused: " + wrong + "; the former configuration stays in force");
                return false;
            }
            _store.BeginBatch();
            Pass(file, false);
            if (!_store.EndBatch())
            {
                _log.Write(LogLevel.Error, LogSection.Store, "configuration file could not be stored on flash");
                return false;
            }
            file.Remove();
            _log.Write(LogLevel.Info, LogSection.Store, "configuration file taken over: " + _taken + " keys");
            return true;
        }

        /// <inheritdoc/>
        public bool Accept(string key, string value)
        {
            _taken++;
            ConfigurationStatus status = _checking ? _store.Check(key, value) : _store.Set(key, value);
            if (status == ConfigurationStatus.Accepted || status == ConfigurationStatus.RebootRequired) return true;
            _refusal = _store.Refusal;
            return false;
        }

        /// <summary>Null when every pair was accepted, else why not.</summary>
        private string Pass(IConfigurationFile file, bool checking)
        {
            _checking = checking;
            _refusal = null;
            _taken = 0;
            string wrong = file.Read(this);
            return wrong != null ? wrong : _refusal;
        }
    }
}
