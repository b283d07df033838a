using Charger.Can;
using Charger.Runtime;
using Ocpp.Client;
using Ocpp.Client.Configuration;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Transport;

namespace Firmware
{
    /// <summary>
    /// The parts of the composition, for objects that use more than three of them: each reference in its own field would take 12 bytes
    /// of the heap (docs/adr/0062).
    /// </summary>
    public sealed partial class Composition
    {
        // Indexes in Workers, CAN_RX first.
        /// <summary>Index of CAN_RX in <see cref="Workers"/>.</summary>
        public const int CanReceive = Supervisor.CanReceive;
        /// <summary>Index of CHARGER_COMM.</summary>
        public const int ChargerComm = 1;
        /// <summary>Index of OCPP.</summary>
        public const int Ocpp = 2;
        /// <summary>Index of UI.</summary>
        public const int Ui = 3;

        private readonly Crc32 _crc;

        /// <summary>What the composition was built on.</summary>
        public FirmwarePorts Ports { get; }

        /// <summary>The four threads' workers: CAN_RX, CHARGER_COMM, OCPP, UI.</summary>
        public Worker[] Workers { get; }

        /// <summary>Watches the workers; stepped by the main thread.</summary>
        public Supervisor Supervisor { get; }

        /// <summary>Every lock, signal, ring, mailbox and thread.</summary>
        public CreateOnce Registry { get; }

        /// <summary>Counts lock time-outs; logged by the UI thread.</summary>
        public LockReport LockReport { get; }

        /// <summary>Any thread writes to it, the UI thread moves its lines on.</summary>
        public Log Log { get; }

        /// <summary>Why the last boot ended and how many did not last.</summary>
        public BootRecord Boots { get; }

        /// <summary>The log on flash; stepped by the UI thread.</summary>
        public LogArchive Archive { get; }

        /// <summary>Security events on flash, each a line; written by the OCPP thread.</summary>
        public FlashLines SecurityLog { get; }

        /// <summary>Diagnostics and firmware; null where there are no transfers. Owned by the OCPP thread.</summary>
        public FileCalls Files { get; }

        /// <summary>Heap watermarks; sampled by the UI thread every 10 s.</summary>
        public HeapWatch Heap { get; }

        /// <summary>The stores found damaged at this boot.</summary>
        public StoreCheck Stores { get; }

        /// <summary>All keys; owned by the OCPP thread.</summary>
        public ConfigurationStore Configuration { get; }

        /// <summary>The charger's own settings (<see cref="ChargerSettings"/>), as they were at the start.</summary>
        public int[] Settings { get; }

        /// <summary>Of this boot; stepped by the UI thread.</summary>
        internal SelfTest SelfTest { get; }

        /// <summary>The charging control; owned by CHARGER_COMM. Others use the snapshot, EmergencyStop and ClearFaults.</summary>
        public ChargerControl Control { get; }

        /// <summary>Switches the output off from any thread.</summary>
        public IOutputCut Output { get; }

        /// <summary>CAN1, to the power module.</summary>
        public CanPort ModuleBus { get; }

        /// <summary>CAN2, to the vehicle.</summary>
        public CanPort BmsBus { get; }

        /// <summary>State of the charger, published by CHARGER_COMM for every other thread.</summary>
        public PublishedSnapshot Snapshots { get; }

        /// <summary>What the session allows, published by the OCPP thread for CHARGER_COMM.</summary>
        public PublishedPermit Permits { get; }

        /// <summary>State of the session, published by the OCPP thread for the UI thread.</summary>
        public PublishedSession Sessions { get; }

        /// <summary>Messages of <see cref="OcppCommand"/>.</summary>
        public Mailbox OcppCommands { get; }

        /// <summary>Lines for the console, from the OCPP thread.</summary>
        public Mailbox ConsoleReplies { get; }

        /// <summary>Messages of <see cref="ChargerAlert"/>.</summary>
        public Mailbox Alerts { get; }

        /// <summary>The WebSocket link; owned by the OCPP thread. One that never opens where the ports have no factory for it.</summary>
        public IMessageLink Link { get; }

        /// <summary>Address of the central system, and the charger's identity there.</summary>
        public CentralSystem CentralSystem { get; }

        /// <summary>The OCPP client; owned by the OCPP thread.</summary>
        public ChargePoint ChargePoint { get; }

        /// <summary>The charge point's last inputs and outputs; owned by the OCPP thread.</summary>
        public ConnectorInputs Inputs { get; } = new ConnectorInputs();

        /// <summary>What the charge point wants of the charger; owned by the OCPP thread.</summary>
        public ConnectorOutputs Outputs => ChargePoint.Outputs;

        /// <summary>What the OCPP thread allows the charger; written by that thread.</summary>
        public ChargePermit Permit => Permits.Held;

        /// <summary>The id the START button presents; empty for none.</summary>
        public string StartButtonId => Configuration.Text(Configuration.VendorBase + VendorKeys.StartButtonId);

        internal bool NetworkUp => Ports.Network != null && Ports.Network.IsUp;

        /// <summary>Reads why earlier boots ended; created for one use.</summary>
        public BootHistory BootHistory() => new BootHistory(Ports.Storage, _crc);

        /// <summary>Creates the store of a small record on flash that is used rarely.</summary>
        internal SlotStore Slot(IStorage storage, string name, int payloadBytes)
        {
            return new SlotStore(storage, name, _crc, new byte[SlotStore.HeaderBytes + payloadBytes]);
        }
    }
}
