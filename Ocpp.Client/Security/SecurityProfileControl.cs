using System.Text;
using Charger.Runtime;
using Ocpp.Client.Certificates;
using Ocpp.Client.Configuration;
using Ocpp.Client.Connection;
using Ocpp.Client.Session;
using Ocpp.Client.Transport;

namespace Ocpp.Client.Security
{
    /// <summary>
    /// The security profile (W A05, rule 73): it can only rise, its prerequisites are checked first, and a new one is on trial
    /// until it has connected once. After <see cref="TrialAttempts"/> failed attempts, including those that a restart
    /// interrupted, the last profile that connected is used again. The key's value is the profile that is set; flash keeps in addition the profile
    /// that connected and the number of attempts, in one small record, so that a power cut at any write does no harm.
    /// A new password is on trial as well: after the same number of refusals (only HTTP 401 counts) the former one is set again.
    /// </summary>
    public sealed class SecurityProfileControl : SessionPart, IConfigurationGuard
    {
        /// <summary>Failed connections, or refusals of a password, after which the former one is used again.</summary>
        public const int TrialAttempts = 3;

        /// <summary>Version of the record's format.</summary>
        public const int FormatVersion = 1;

        /// <summary>The profile that connected plus 1, the attempts begun with the one on trial, and the former password's digits.</summary>
        public const int RecordBytes = LeastBytes + 40;

        private const int LeastBytes = 2;

        private const string RecordName = "profile";

        private readonly ISecuritySettings _settings;
        private int _set;
        private int _confirmed = SecurityProfileTable.None;
        private int _attempts;

        /// <summary>Digits of the password that connected while its successor has not; empty for none.</summary>
        private string _former = "";

        /// <summary>The password before the change under way.</summary>
        private string _replaced = "";
        private int _refusals;
        private int _version = -1;
        private int _opened;
        private int _failed;
        private LinkEnd _told;

        /// <summary>Reads what was confirmed and sets the profile of this boot, before the first connection.</summary>
        public SecurityProfileControl(ISecuritySettings settings, ConfigurationStore configuration, IStorage storage, Crc32 crc, ILog log)
        {
            _settings = settings;
            byte[] record = new byte[RecordBytes];
            int length = Slots(storage, crc).Load(record, 0, RecordBytes);
            if (length >= LeastBytes)
            {
                _confirmed = record[0] - 1;
                _attempts = record[1];
                _former = Encoding.UTF8.GetString(record, LeastBytes, length - LeastBytes);
                if (_former == configuration.Text(OcppKeys.AuthorizationKey)) _former = "";
            }
            int set = configuration.Whole(OcppKeys.SecurityProfile);
            _set = Meant(configuration, set);
            if (OnTrial && _attempts >= TrialAttempts) _set = _confirmed;
            if (_set != set) log.Write(LogLevel.Warning, LogSection.Ocpp, "security profile " + _set + " is used, not " + set + (set > _set ? ", which did not connect" : ""));
            configuration.SetWhole(OcppKeys.SecurityProfile, _set);
            // A restart during a trial counts as an attempt: a trial that restarts the device each time must end too.
            if (OnTrial) Keep(_attempts + 1, storage, crc, log);
            else if (_attempts != 0) Keep(0, storage, crc, log);
        }

        /// <summary>The highest profile that has connected, or <see cref="SecurityProfileTable.None"/>.</summary>
        public int Confirmed => _confirmed;

        /// <summary>The profile that is set has not connected yet, and there is one to fall back to.</summary>
        public bool OnTrial => _confirmed != SecurityProfileTable.None && _set > _confirmed;

        /// <inheritdoc/>
        public string WhyNot(int key, string value)
        {
            if (key == OcppKeys.AuthorizationKey) _replaced = C.Configuration.Text(key);
            if (key != OcppKeys.SecurityProfile || !KeyValue.TryWhole(value, out int wanted)) return null;
            bool hasPassword = C.Configuration.Text(OcppKeys.AuthorizationKey).Length > 0;
            return SecurityProfileTable.WhyNot(wanted, _set, _confirmed, hasPassword, _settings.HasSecureAddress, CertificateIndex.HasRoot(C.Storage, C.Crc), _settings.HasOwnCertificate);
        }

        /// <inheritdoc/>
        public void Changed(int key)
        {
            if (key == OcppKeys.SecurityProfile) C.Raise(SecurityEvent.ReconfigurationOfSecurityParameters, "SecurityProfile");
            if (key == OcppKeys.AuthorizationKey) PasswordChanged();
        }

        private void PasswordChanged()
        {
            C.Raise(SecurityEvent.ReconfigurationOfSecurityParameters, _refusals < TrialAttempts ? "AuthorizationKey" : "AuthorizationKey: former one again");
            _refusals = 0;
            // The password that has connected, even if several were set since.
            if (_former == C.Configuration.Text(OcppKeys.AuthorizationKey)) _former = "";
            else if (_former.Length == 0 && SecurityProfileTable.UsesPassword(_confirmed)) _former = _replaced;
            _replaced = "";
            if (_confirmed != SecurityProfileTable.None) Keep(_attempts);
        }

        /// <summary>An opening failed while a new password is on trial.</summary>
        private void Refused()
        {
            if (C.Link.LastEnd != LinkEnd.Unauthorized || ++_refusals < TrialAttempts) return;
            C.Warn("the central system has refused the new AuthorizationKey " + TrialAttempts + " times: the former one is used again");
            C.Configuration.Set("AuthorizationKey", _former);
        }

        /// <inheritdoc/>
        public override void Step()
        {
            if (C.Configuration.Version != _version) Follow();
            LinkStatistics seen = C.Link.Statistics;
            if (seen.Opened != _opened)
            {
                _opened = seen.Opened;
                _told = LinkEnd.None;
                _refusals = 0;
                bool passed = _former.Length > 0;
                _former = "";
                if (_confirmed < _set) Confirm();
                else if (passed) Keep(_attempts);
            }
            if (seen.Failed == _failed) return;
            _failed = seen.Failed;
            Tell(C.Link.LastEnd);
            if (_former.Length > 0) Refused();
            if (OnTrial) AttemptFailed();
        }

        /// <summary>The configuration has changed, perhaps the profile with it.</summary>
        private void Follow()
        {
            int set = Meant(C.Configuration, C.Configuration.Whole(OcppKeys.SecurityProfile));
            C.Configuration.SetWhole(OcppKeys.SecurityProfile, set);
            _version = C.Configuration.Version;
            if (set == _set) return;
            C.Warn("security profile " + set + " instead of " + _set);
            _set = set;
            // A connection with the former profile does not confirm the new one.
            _opened = C.Link.Statistics.Opened;
            _failed = C.Link.Statistics.Failed;
            if (_confirmed != SecurityProfileTable.None) Keep(OnTrial ? 1 : 0);
        }

        /// <summary>The profile to use: never below the one that has connected; on a new board it follows from the provisioned settings.</summary>
        private int Meant(ConfigurationStore configuration, int set)
        {
            if (set < _confirmed) return _confirmed;
            bool fresh = set == 0 && _confirmed == SecurityProfileTable.None && configuration.Text(OcppKeys.AuthorizationKey).Length > 0;
            return fresh ? _settings.HasSecureAddress ? 2 : 1 : set;
        }

        private void Confirm()
        {
            bool first = _confirmed == SecurityProfileTable.None;
            _confirmed = _set;
            Keep(0);
            if (!first) C.Info("security profile " + _set + " has connected: it counts from now on");
        }

        private void AttemptFailed()
        {
            if (_attempts < TrialAttempts)
            {
                Keep(_attempts + 1);
                return;
            }
            string what = "profile " + _set + " did not connect, " + _confirmed + " again";
            C.Warn("security " + what + ", after " + TrialAttempts + " attempts");
            // The key first: after a power cut here the boot finds no trial and counts from 0.
            C.Configuration.SetWhole(OcppKeys.SecurityProfile, _confirmed);
            C.Raise(SecurityEvent.ReconfigurationOfSecurityParameters, what);
        }

        /// <summary>Raises an event for a failed opening, once until one succeeds.</summary>
        private void Tell(LinkEnd end)
        {
            if (end == _told) return;
            _told = end;
            if (end == LinkEnd.Untrusted) C.Raise(SecurityEvent.InvalidCentralSystemCertificate, "TLS: certificate, name, dates or version");
            if (end == LinkEnd.Unauthorized) C.Raise(SecurityEvent.FailedToAuthenticateAtCentralSystem, "HTTP " + C.Link.LastEndCode);
        }

        private void Keep(int attempts) => Keep(attempts, C.Storage, C.Crc, C.Log);

        private void Keep(int attempts, IStorage storage, Crc32 crc, ILog log)
        {
            _attempts = attempts;
            byte[] record = new byte[RecordBytes];
            record[0] = (byte)(_confirmed + 1);
            record[1] = (byte)attempts;
            int length = LeastBytes + Encoding.UTF8.GetBytes(_former, 0, _former.Length, record, LeastBytes);
            if (!Slots(storage, crc).Save(FormatVersion, record, 0, length)) log.Write(LogLevel.Error, LogSection.Store, "the security profile's record could not be written to flash");
        }

        private static SlotStore Slots(IStorage storage, Crc32 crc) => new SlotStore(storage, RecordName, crc, new byte[SlotStore.HeaderBytes + RecordBytes]);
    }
}
