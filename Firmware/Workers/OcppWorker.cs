using Charger.Can;
using Charger.Runtime;
using Ocpp.Client;
using Ocpp.Client.Configuration;
using Ocpp.Client.Connection;
using Ocpp.Client.Queue;
using Ocpp.Client.Session;
using Ocpp.Client.Transport;

namespace Firmware
{
    /// <summary>
    /// OCPP: steps the charge point and stands between it and the charger. Takes the charger's snapshot to the connector's
    /// inputs, the connector's outputs to the charge permit, and the console's commands to both.
    /// </summary>
    public sealed class OcppWorker : Worker
    {
        private const int PublishMs = 500;

        private readonly ChargerSnapshot _charger = new ChargerSnapshot();
        private readonly SessionStatus _status = new SessionStatus();
        private readonly Letter _letter = new Letter();
        private readonly Fault _fault = new Fault();
        private Composition _firmware;
        private ConfigurationDesk _desk;
        private ChargePoint _chargePoint;
        private long _nextPublishMs;
        private int _configurationVersion = -1;
        private bool _wasPlugged;

        public OcppWorker()
            : base("OCPP")
        {
        }

        /// <summary>The charge point; null in a composition without a link.</summary>
        public ChargePoint ChargePoint => _chargePoint;

        /// <summary>Joins it to the rest, once all of that is there.</summary>
        public void Attach(Composition firmware, Crc32 crc)
        {
            _firmware = firmware;
            ConfigurationStore keys = firmware.Configuration;
            _desk = new ConfigurationDesk(keys, firmware.ConsoleReplies, Name);
            if (firmware.Link == null) return;
            int vendor = keys.VendorBase;
            ChargePointOptions who = new ChargePointOptions();
            who.Vendor = keys.Text(vendor + VendorKeys.VendorName);
            who.Model = keys.Text(vendor + VendorKeys.Model);
            who.SerialNumber = keys.Text(vendor + VendorKeys.SerialNumber);
            who.FirmwareVersion = FirmwareVersion.Text;
            FirmwarePorts ports = firmware.Ports;
            ReconnectPolicy policy = new ReconnectPolicy(ports.Random, keys.Whole(vendor + VendorKeys.ReconnectFirstMs), keys.Whole(vendor + VendorKeys.ReconnectLongestMs));
            TransactionLog queue = new TransactionLog(ports.Storage, crc, firmware.Log);
            _chargePoint = new ChargePoint(who, firmware.Link, policy, queue, ports.WallClock, ports.Random, firmware.Log, keys);
        }

        public override long Step(long nowMs)
        {
            _firmware.Snapshots.TryRead(Name, _charger);
            for (int i = 0; i < _firmware.OcppCommands.Capacity && _firmware.OcppCommands.TryTake(Name, _letter); i++) Carry(nowMs);
            _desk.Step();
            long next = nowMs + PublishMs;
            if (_chargePoint != null) next = StepChargePoint(nowMs);
            if (nowMs >= _nextPublishMs && Publish()) _nextPublishMs = nowMs + PublishMs;
            return next < _nextPublishMs ? next : _nextPublishMs;
        }

        private long StepChargePoint(long nowMs)
        {
            if (_configurationVersion != _firmware.Configuration.Version) Retarget(nowMs);
            ConnectorMapping.ToInputs(_charger, _firmware.Inputs, _fault);
            if (_charger.Plugged && !_wasPlugged) PresentFreeId();
            _wasPlugged = _charger.Plugged;
            long next = _chargePoint.Step(nowMs, _firmware.Inputs);
            ConnectorMapping.ToPermit(_chargePoint.Outputs, _firmware.Permit);
            // When its lock is not had in time the permit is handed over on the next step, 20 to 100 ms later.
            _firmware.Permits.TryPublish(Name, _firmware.Permit);
            if (_chargePoint.Connection.TakeRestartNetwork() && _firmware.Ports.Network != null && !_charger.OutputOn) _firmware.Ports.Network.Restart();
            if (_chargePoint.Outputs.RebootWanted) _firmware.Supervisor.Restart("reset by the central system");
            return next;
        }

        /// <summary>Reads the address anew; the link is closed only when it has changed.</summary>
        private void Retarget(long nowMs)
        {
            ConfigurationStore keys = _firmware.Configuration;
            _configurationVersion = keys.Version;
            LinkTarget target = new LinkTarget();
            target.Identity = keys.Text(keys.VendorBase + VendorKeys.Identity);
            target.Password = Password(keys);
            string url = keys.Text(keys.VendorBase + VendorKeys.Url);
            if (url.Length == 0 || target.Identity.Length == 0 || !Endpoint.TryParse(url, target)) target = null;
            if (Same(target, _chargePoint.Connection.Target)) return;
            if (target == null) _firmware.Log.Write(LogLevel.Warning, LogSection.WebSocket, "no central system: set Charger.Url and Charger.Identity");
            _chargePoint.Connect(target, nowMs);
        }

        /// <summary>The raw bytes of the key, whose value is hexadecimal (J 6.2.2); null for security profile 0.</summary>
        private static byte[] Password(ConfigurationStore keys)
        {
            string hex = keys.Text(OcppKeys.AuthorizationKey);
            if (hex.Length == 0) return null;
            byte[] bytes = new byte[hex.Length / 2];
            for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)((Ocpp.Client.Wire.JsonText.HexDigit(hex[2 * i]) << 4) | Ocpp.Client.Wire.JsonText.HexDigit(hex[2 * i + 1]));
            return bytes;
        }

        private static bool Same(LinkTarget a, LinkTarget b)
        {
            if (a == null || b == null) return a == b;
            if (a.Host != b.Host || a.Port != b.Port || a.Path != b.Path || a.Secure != b.Secure || a.Identity != b.Identity) return false;
            if (a.Password == null || b.Password == null) return a.Password == b.Password;
            if (a.Password.Length != b.Password.Length) return false;
            for (int i = 0; i < a.Password.Length; i++)
                if (a.Password[i] != b.Password[i]) return false;
            return true;
        }

        private void PresentFreeId()
        {
            string id = _firmware.Configuration.Text(_firmware.Configuration.VendorBase + VendorKeys.FreeChargingId);
            if (id.Length > 0) _chargePoint.RequestStart(id, false);
        }

        private bool Publish()
        {
            if (_chargePoint != null)
            {
                LinkStatistics link = _firmware.Link.Statistics;
                _status.LinkOpen = _firmware.Link.State == LinkState.Open;
                _status.Connections = link.Active;
                _status.Opened = link.Opened;
                _status.Failed = link.Failed;
                _status.MessagesIn = link.MessagesIn;
                _status.MessagesOut = link.MessagesOut;
                _status.LastEnd = LinkEnds.Describe(_firmware.Link.LastEnd, _firmware.Link.LastEndCode);
                _status.LastEndCode = _firmware.Link.LastEndCode;
                _status.Registration = Registered(_chargePoint.Registration.Status);
                _status.Connector = _chargePoint.Status;
                _status.TransactionRunning = _chargePoint.Transactions.Running;
                _status.TransactionSerial = _chargePoint.Transactions.Serial;
                _status.TransactionId = _chargePoint.Queue.IdSerial == _chargePoint.Transactions.Serial ? _chargePoint.Queue.TransactionId : -1;
                _status.MeterStartWh = _chargePoint.Transactions.MeterStartWh;
                _status.EnergyPermitted = _chargePoint.Outputs.EnergyPermitted;
                _status.Queued = _chargePoint.Queue.Waiting;
                _status.Undeliverable = _chargePoint.Queue.Undeliverable;
                _status.ClockKnown = _firmware.Ports.WallClock.IsKnown;
            }
            return _firmware.Sessions.TryPublish(Name, _status);
        }

        private static string Registered(RegistrationStatus status)
        {
            switch (status)
            {
                case RegistrationStatus.Accepted: return "Accepted";
                case RegistrationStatus.Pending: return "Pending";
                case RegistrationStatus.Rejected: return "Rejected";
                default: return "none";
            }
        }

        private void Carry(long nowMs)
        {
            switch (_letter.Kind)
            {
                case OcppCommand.PresentId:
                    string why = _chargePoint == null ? "there is no OCPP link" : _chargePoint.RequestStart(_letter.Text, true);
                    if (why != null) _desk.Reply("error: id '" + _letter.Text + "' is refused: " + why);
                    break;
                case OcppCommand.StopTransaction:
                    if (_chargePoint == null || !_chargePoint.RequestStop(_letter.Text)) _desk.Reply("no transaction is running");
                    break;
                case OcppCommand.SetKey:
                    _desk.Set(_letter.Text);
                    break;
                case OcppCommand.ListKeys:
                    _desk.BeginList(_letter.Text, _letter.A == 1);
                    break;
                case OcppCommand.LoadFile:
                    bool loaded = new ConfigurationImport(_firmware.Configuration, _firmware.Log).Run(_firmware.Ports.ConfigurationFile);
                    _desk.Reply(loaded ? "file taken over; charger settings count from the next start on" : "error: no configuration file, or it was refused (see the log)");
                    break;
                case OcppCommand.FactoryReset:
                    _firmware.Configuration.FactoryReset();
                    _firmware.Supervisor.Restart("factory reset from the console");
                    break;
                case OcppCommand.Reset:
                    if (_chargePoint != null) _chargePoint.RequestStop(_letter.A == 1 ? "HardReset" : "SoftReset");
                    _firmware.Supervisor.Restart(_letter.A == 1 ? "hard reset from the console" : "soft reset from the console");
                    break;
            }
        }
    }
}
