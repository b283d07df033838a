using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Queue;
using Ocpp.Client.Transport;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Session
{
    /// <summary>What the parts of a charge point share: made once, used by the OCPP thread alone.</summary>
    public sealed class SessionContext
    {
        /// <summary>Identity for BootNotification.</summary>
        public ChargePointOptions Who;
        /// <summary>All keys with their values.</summary>
        public ConfigurationStore Configuration;
        /// <summary>Our calls, the central system's calls, and their answers.</summary>
        public RpcChannel Rpc;
        /// <summary>Transaction messages on flash that wait for delivery.</summary>
        public TransactionLog Queue;
        /// <summary>The time of day; it may step.</summary>
        public IWallClock Clock;
        /// <summary>Where texts for the operator go.</summary>
        public ILog Log;

        /// <summary>Records the nesting of messages and handlers; null when it is not measured.</summary>
        public Progress Progress;
        /// <summary>The connection that <see cref="Rpc"/> uses.</summary>
        public IMessageLink Link;

        /// <summary>Where parts store what must survive a restart, and its checksums.</summary>
        public IStorage Storage;
        /// <summary>Computes the checksums of <see cref="Storage"/>.</summary>
        public Crc32 Crc;

        /// <summary>Where security events go; null where the charge point keeps none.</summary>
        internal SessionPart Events;

        /// <summary>The transaction that runs, and presented ids.</summary>
        public TransactionControl Transactions;
        /// <summary>StatusNotification of both connectors.</summary>
        internal StatusReporter Status;
        /// <summary>Delivers <see cref="Queue"/>.</summary>
        internal Delivery Delivery;

        /// <summary>Transactions that are held back; null when none can be stored.</summary>
        public HeldTransactions Held;
        /// <summary>BootNotification and Heartbeat.</summary>
        public Registration Registration;

        /// <summary>Smart charging and reservation; null where the charge point has neither.</summary>
        public ProfileCalls Profiles;

        /// <summary>Asks about presented ids, keeps local list and cache.</summary>
        internal Authorizer Authorizer;

        /// <summary>The first of the session's further parts, or null.</summary>
        internal SessionPart Parts;

        /// <summary>Bits of <see cref="Availability.Inoperative"/> that are in force; 0 where all is operative.</summary>
        public int Inoperative;

        /// <summary>The link began to connect in this step, which may have blocked.</summary>
        public bool HasConnected;

        /// <summary>The present step's monotonic time in ms.</summary>
        public long NowMs;

        /// <summary>When the next step is due at the latest; lowered by <see cref="Due"/> while a step runs.</summary>
        public long DueMs;

        /// <summary>A step is due at this time at the latest.</summary>
        public void Due(long ms)
        {
            if (ms < DueMs) DueMs = ms;
        }

        /// <summary>What the charger reported for the present step.</summary>
        public ConnectorInputs Inputs = new ConnectorInputs();
        /// <summary>What the charger has to do.</summary>
        public readonly ConnectorOutputs Outputs = new ConnectorOutputs();

        /// <summary>Reads the payload of the message that <see cref="Rpc"/> took last.</summary>
        public PayloadReader Payload;

        /// <summary>Room for a time.</summary>
        public readonly byte[] Work = new byte[32];

        private readonly int[] _measurands = new int[(OcppKeys.StopTxnSampledData - OcppKeys.MeterValuesAlignedData) / 2 + 1];
        private int _measurandsVersion = -1;

        /// <summary>The set that a measurand key names (<see cref="Configuration.Measurands"/>), read once after each change of the configuration.</summary>
        public int Measurands(int key)
        {
            if (_measurandsVersion != Configuration.Version)
            {
                _measurandsVersion = Configuration.Version;
                Read(OcppKeys.MeterValuesSampledData);
                Read(OcppKeys.MeterValuesAlignedData);
                Read(OcppKeys.StopTxnSampledData);
                Read(OcppKeys.StopTxnAlignedData);
            }
            return _measurands[Place(key)];
        }

        private static int Place(int key) => (key - OcppKeys.MeterValuesAlignedData) / 2;

        private void Read(int key) => _measurands[Place(key)] = Ocpp.Client.Configuration.Measurands.Of(Configuration.Text(key));

        /// <summary>Writes a line of level Info to the log.</summary>
        public void Info(string text) => Log.Write(LogLevel.Info, LogSection.Ocpp, text);

        /// <summary>A security event (rule 72); never with a secret in it.</summary>
        public void Raise(int type, string techInfo)
        {
            if (Events != null) Events.Raise(type, techInfo);
        }

        /// <summary>Writes a line of level Warning to the log.</summary>
        public void Warn(string text) => Log.Write(LogLevel.Warning, LogSection.Ocpp, text);

        /// <summary>A call can be answered now: connected and accepted.</summary>
        public bool IsOnline => Link.State == LinkState.Open && Registration.IsAccepted;

        /// <summary>Now as a timestamp, 0 while the clock is not known.</summary>
        public long UtcMs => Clock.IsKnown ? Clock.UtcNowMs : 0;
    }

    /// <summary>Kinds of our calls: an answer goes to the part of its call's kind.</summary>
    public static class CallKind
    {
        /// <summary>BootNotification.</summary>
        public const int Boot = 1;
        /// <summary>Heartbeat.</summary>
        public const int Heartbeat = 2;
        /// <summary>StatusNotification.</summary>
        public const int Status = 3;
        /// <summary>Authorize.</summary>
        public const int Authorize = 4;
        /// <summary>A message of the charge point's own transaction log.</summary>
        public const int Transaction = 5;
        /// <summary>DataTransfer.</summary>
        public const int Vendor = 6;
        /// <summary>MeterValues that were triggered, or clock-aligned without a transaction: the answer is ignored.</summary>
        public const int Triggered = 7;
        /// <summary>SecurityEventNotification.</summary>
        public const int SecurityEvent = 20;
        /// <summary>The status of an upload or a firmware update.</summary>
        public const int Progress = 8;
        /// <summary>A message of a transaction that was held back.</summary>
        public const int Held = 9;
    }
}
