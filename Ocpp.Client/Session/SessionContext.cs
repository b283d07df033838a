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
        public ChargePointOptions Who;
        public ConfigurationStore Configuration;
        public RpcChannel Rpc;
        public TransactionLog Queue;
        public IWallClock Clock;
        public ILog Log;

        /// <summary>Records the nesting of messages and handlers; null when it is not measured.</summary>
        public Progress Progress;
        public IMessageLink Link;

        /// <summary>Where parts store what must survive a restart, and its checksums.</summary>
        public IStorage Storage;
        public Crc32 Crc;

        /// <summary>Where security events go; null where the charge point keeps none.</summary>
        internal SessionPart Events;

        public TransactionControl Transactions;
        public StatusReporter Status;
        public Delivery Delivery;

        /// <summary>Transactions that are held back; null when none can be stored.</summary>
        public HeldTransactions Held;
        public Registration Registration;

        /// <summary>Smart charging and reservation; null where the charge point has neither.</summary>
        public ProfileCalls Profiles;

        /// <summary>Asks about presented ids, keeps local list and cache.</summary>
        public Authorizer Authorizer;

        /// <summary>The first of the session's further parts, or null.</summary>
        internal SessionPart Parts;

        /// <summary>Bits of <see cref="Availability.Inoperative"/> that are in force; 0 where all is operative.</summary>
        public int Inoperative;

        /// <summary>The link began to connect in this step, which may have blocked.</summary>
        public bool HasConnected;

        /// <summary>The step's time and inputs.</summary>
        public long NowMs;

        /// <summary>When the next step is due at the latest; lowered by <see cref="Due"/> while a step runs.</summary>
        public long DueMs;

        /// <summary>A step is due at this time at the latest.</summary>
        public void Due(long ms)
        {
            if (ms < DueMs) DueMs = ms;
        }

        public ConnectorInputs Inputs = new ConnectorInputs();
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

        public void Info(string text) => Log.Write(LogLevel.Info, LogSection.Ocpp, text);

        /// <summary>A security event (rule 72); never with a secret in it.</summary>
        public void Raise(int type, string techInfo)
        {
            if (Events != null) Events.Raise(type, techInfo);
        }

        public void Warn(string text) => Log.Write(LogLevel.Warning, LogSection.Ocpp, text);

        /// <summary>A call can be answered now: connected and accepted.</summary>
        public bool IsOnline => Link.State == LinkState.Open && Registration.IsAccepted;

        /// <summary>Now as a timestamp, 0 while the clock is not known.</summary>
        public long UtcMs => Clock.IsKnown ? Clock.UtcNowMs : 0;
    }

    /// <summary>Kinds of our calls: an answer goes to the part of its call's kind.</summary>
    public static class CallKind
    {
        public const int Boot = 1;
        public const int Heartbeat = 2;
        public const int Status = 3;
        public const int Authorize = 4;
        public const int Transaction = 5;
        public const int Vendor = 6;
        public const int Triggered = 7;
        public const int SecurityEvent = 20;
        public const int Progress = 8;
        public const int Held = 9;
    }
}
