using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.Connection;
using Ocpp.Client.Messages;
using Ocpp.Client.Security;
using Ocpp.Client.Transport;
using Ocpp.Client.Wire;

namespace Firmware
{
    /// <summary>
    /// Address of the central system and identity of the charger, from the configuration: the security profile decides which address
    /// is used and how the charger authenticates (W A00).
    /// </summary>
    public sealed class CentralSystem : ISecuritySettings
    {
        private readonly ConfigurationStore _configuration;
        private readonly ILog _log;
        private int _version = -1;
        private int _profile;
        private string _url = "";
        private string _identity = "";
        private string _key = "";

        /// <summary>Knows nothing until the first <see cref="ConsumeChange"/>.</summary>
        public CentralSystem(ConfigurationStore configuration, ILog log)
        {
            _configuration = configuration;
            _log = log;
        }

        /// <summary>Where to connect, null for nowhere: changed by <see cref="ConsumeChange"/>.</summary>
        public LinkTarget Target { get; private set; }

        /// <inheritdoc/>
        public bool HasSecureAddress => IsSecure(UrlFor(SecurityProfileTable.Highest));

        /// <inheritdoc/>
        public bool HasOwnCertificate => _configuration.Truth(_configuration.VendorBase + VendorKeys.DeviceCertificate);

        /// <summary>True when profile, address, identity or password differ from the last call (rule 74: a new key reconnects).</summary>
        public bool ConsumeChange()
        {
            if (_configuration.Version == _version) return false;
            bool first = _version < 0;
            _version = _configuration.Version;
            int profile = _configuration.Whole(OcppKeys.SecurityProfile);
            string url = UrlFor(profile);
            string identity = Text(VendorKeys.Identity);
            string key = SecurityProfileTable.UsesPassword(profile) ? _configuration.Text(OcppKeys.AuthorizationKey) : "";
            if (!first && profile == _profile && url == _url && identity == _identity && key == _key) return false;
            _profile = profile;
            _url = url;
            _identity = identity;
            _key = key;
            Target = Make();
            return true;
        }

        /// <summary>The fields of BootNotification.</summary>
        /// <param name="version">Of the firmware.</param>
        public ChargePointOptions Who(string version)
        {
            return new ChargePointOptions
            {
                Vendor = Text(VendorKeys.VendorName),
                Model = Text(VendorKeys.Model),
                SerialNumber = Text(VendorKeys.SerialNumber),
                FirmwareVersion = version,
            };
        }

        private LinkTarget Make()
        {
            LinkTarget target = new LinkTarget { Identity = _identity };
            if (_url.Length == 0 || _identity.Length == 0 || !Endpoint.TryParse(_url, target))
            {
                _log.Write(LogLevel.Warning, LogSection.Ocpp, "not provisioned: set the central system with 'ocpp url ws://HOST[:PORT][/PATH]' and 'ocpp id IDENTITY'");
                return null;
            }
            string missing = SecurityProfileTable.UsesTls(_profile) && !target.Secure ? "a wss:// address: set Charger.SecureUrl"
                : SecurityProfileTable.UsesPassword(_profile) && _key.Length == 0 ? "a password: set AuthorizationKey" : null;
            if (missing != null)
            {
                _log.Write(LogLevel.Error, LogSection.Ocpp, "security profile " + _profile + " cannot connect without " + missing);
                return null;
            }
            if (_key.Length > 0) target.Password = Bytes(_key);
            target.OwnCertificate = SecurityProfileTable.UsesOwnCertificate(_profile);
            return target;
        }

        private string UrlFor(int profile)
        {
            string secure = SecurityProfileTable.UsesTls(profile) ? Text(VendorKeys.SecureUrl) : "";
            return secure.Length > 0 ? secure : Text(VendorKeys.Url);
        }

        private static bool IsSecure(string url) => url.Length > 0 && url.ToLower().IndexOf("wss://") == 0;

        /// <summary>The password is the raw bytes that the key's hexadecimal digits stand for (J 6.2.2).</summary>
        private static byte[] Bytes(string hex)
        {
            byte[] bytes = new byte[hex.Length / 2];
            for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)(JsonText.HexDigit(hex[2 * i]) << 4 | JsonText.HexDigit(hex[2 * i + 1]));
            return bytes;
        }

        private string Text(int key)
        {
            return _configuration.Text(_configuration.VendorBase + key);
        }
    }
}
