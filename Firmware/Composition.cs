using System.Threading;
using Charger.Can;
using Charger.Runtime;
using Ocpp.Client;
using Ocpp.Client.Configuration;
using Ocpp.Client.Connection;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Queue;
using Ocpp.Client.Security;
using Ocpp.Client.Session;

namespace Firmware
{
    /// <summary>
    /// Builds the firmware over its ports: all long-lived objects are created here, once. Device, simulator and tests
    /// share it; the device calls <see cref="Start"/>, the simulator steps <see cref="Workers"/> itself.
    /// </summary>
    public sealed partial class Composition
    {
        private const int WorkerCount = 4;

        /// <summary>Four locks, two rings, three mailboxes, four threads.</summary>
        private const int ThingsMade = 13;

        private const int OcppCommandMessages = 4;
        private const int ReplyMessages = 2;
        private const int AlertMessages = 4;

        /// <summary>The last lines kept, about 16 of them; a cut of the output that needs heap gives them up (<see cref="OutputCut"/>).</summary>
        private const int LogRingBytes = 792;

        /// <summary>The deployment partition (platform, Flashing).</summary>
        private const int MostImageBytes = 1792 * 1024;

        /// <summary>
        /// Builds everything and reads all stores; starts no thread and switches nothing on. <paramref name="ports"/> must have clock,
        /// storage, memory and rebooter; what is null beside them is left out.
        /// </summary>
        public Composition(FirmwarePorts ports)
        {
            Ports = ports;
            if (ports.StorageAtOnce == null) ports.StorageAtOnce = ports.Storage;
            Boots = ports.Boots != null ? ports.Boots : BootRecord.Begun(ports.StorageAtOnce, new Crc32());
            _crc = Boots.Crc;
            LockReport = new LockReport();
            Registry = new CreateOnce(ports.Clock, LockReport, Boots, ports.Rebooter, ThingsMade);
            UiWorker ui = new UiWorker(ports.SerialConsole, ports.LogMirror);
            Log = new Log(ports.Clock, Registry.Lock(LockReport.LogLock), ui.Wake, LogRingBytes);
            LockReport.Attach(ui.Wake);
            Stores = new StoreCheck(ports.Storage, _crc, Log);
            Stores.Run(Boots);
            Archive = new LogArchive(Log, ports.Storage, ports.WallClock, Boots.Boots);
            SecurityLog = new FlashLines(ports.Storage, StoreTable.SecurityLog, StoreTable.SecurityLogBytes);
            TellBoot();
            NoteLines(Archive.Lines, LogArchive.Name);
            NoteLines(SecurityLog, StoreTable.SecurityLog);
            if (Boots.Boots > 1) BootHistory().Add(Boots.Boots - 1, Boots.LastReason);
            Heap = new HeapWatch(ports.Memory, Log);

            ChargerWorker charger = new ChargerWorker();
            OcppWorker ocpp = new OcppWorker();
            // One lock for all data between the same two threads: a lock takes 190 bytes of the heap.
            TimedLock session = Registry.Lock("session");
            TimedLock shared = Registry.Lock("charger");
            OcppCommands = Registry.Mailbox("ocpp_commands", OcppCommandMessages, WhenFull.RefuseNew, ocpp.Wake, session);
            ConsoleReplies = Registry.Mailbox("console_replies", ReplyMessages, WhenFull.RefuseNew, ui.Wake, session);
            Sessions = new PublishedSession(session);
            Alerts = Registry.Mailbox("alerts", AlertMessages, WhenFull.DropOldest, ocpp.Wake, shared);
            Permits = new PublishedPermit(shared, charger.Wake);
            Snapshots = new PublishedSnapshot(shared);
            Snapshots.Reader = ocpp.Wake;
            ModuleBus = Bus("CAN1");
            BmsBus = Bus("CAN2");
            OcppKeyTable keys = new OcppKeyTable();
            if (ports.Transfers != null) keys.FileProtocols = ports.Transfers.Protocols;
            Configuration = new ConfigurationStore(ports.Storage, _crc, Log, keys, new VendorKeys());
            new ConfigurationImport(Configuration, Log).Run(ports.ConfigurationFile);
            Settings = LoadSettings();
            Control = new ChargerControl(Settings, ModuleBus, BmsBus, ports.OutputEnable, ports.GunSwitch, ports.EmergencyStop,
                Permits, Snapshots, Alerts, Slot(ports.StorageAtOnce, "energy", EnergyRegister.PayloadBytes), Log);
            if (ports.OutputEnable != null) Control.Proof = new ContactorProof(ports.ContactorContact);
            if (ports.StopButton != null) Control.StopButton = new PushButton(ports.StopButton);
            Control.KeepLatched(ports.StorageAtOnce, _crc);
            if (Boots.WasHardReset) Control.ClearFaults();
            charger.Attach(Control);

            Workers = new Worker[WorkerCount];
            Workers[CanReceive] = Boots.SafeMode ? (Worker)new IdleWorker("CAN_RX") : new CanReceiveWorker(ports.CanControllers, ModuleBus, BmsBus, charger.Wake, Log);
            // The factory is not needed again, and it holds the board's profile.
            ports.CanControllers = null;
            Workers[ChargerComm] = Boots.SafeMode ? (Worker)new IdleWorker(charger.Name) : charger;
            Workers[Ocpp] = ocpp;
            Workers[Ui] = ui;
            CanReceiveWorker receive = Workers[CanReceive] as CanReceiveWorker;
            Output = new OutputCut(ports.OutputEnable, ModuleBus, Control, receive == null ? null : receive.Module.Controller, Log);
            Supervisor = new Supervisor(ports.Clock, Workers, Output, Boots, ports.Rebooter, ports.Watchdog, Log);
            CentralSystem = new CentralSystem(Configuration, Log);
            Link = ports.Links == null ? new NoLink() : ports.Links.Create(ports, Configuration, Log);
            ChargePoint = new ChargePoint(CentralSystem.Who(ports.Version), Link, Reconnect(), new TransactionLog(ports.Storage, _crc, Log), ports.WallClock, ports.Random, Log, Configuration);
            int mostW = (int)((long)Settings[ChargerSettings.CeilingMv] * Settings[ChargerSettings.CeilingMa] / 1_000_000);
            AddMeter(mostW);
            ChargePoint.KeepIn(ports.Storage, _crc);
            if (ChargePoint.Queue.Damaged > 0) Stores.Note(TransactionLog.Name);
            RestoreRegister();
            ChargePoint.Transactions.CutBy = Boots.RestartReason;
            if (ports.Security != null) ports.Security.Join(this);
            AddSecurity();
            ChargePoint.Add(new ProfileCalls(ports.Storage, _crc, Configuration, mostW, Settings[ChargerSettings.CeilingMa]));
            if (ports.Transfers != null)
            {
                Files = new FileCalls(ports.Transfers, new LogFiles(Configuration, ports.WallClock, Archive, SecurityLog), ports.Installer == null ? new NoInstaller(MostImageBytes) : ports.Installer, ports.Verifier == null ? new NoVerifier() : ports.Verifier);
                ChargePoint.Add(Files);
            }
            SelfTest = new SelfTest(this);
            ocpp.Attach(this);
            ui.Attach(this);
        }

        /// <summary>
        /// Starts the four threads; CAN_RX and CHARGER_COMM before all others. Each run of 20 ms costs a thread of the lowest priority 16 times
        /// as much of its turn as one of the highest: with Normal, 4 times as much, OCPP could run twice between a frame and its STOP.
        /// </summary>
        public void Start()
        {
            WorkerThread[] threads = new WorkerThread[WorkerCount];
            for (int i = 0; i < WorkerCount; i++)
                threads[i] = Registry.Thread(Workers[i], Supervisor, i <= ChargerComm ? ThreadPriority.Highest : ThreadPriority.Lowest);
            for (int i = 0; i < WorkerCount; i++) threads[i].Start();
            Supervisor.Watch(threads);
        }

        private CanPort Bus(string name)
        {
            return new CanPort(name, Registry.Ring(name), Registry.Lock("send_boxes"));
        }

        private ReconnectPolicy Reconnect()
        {
            int keys = Configuration.VendorBase;
            return new ReconnectPolicy(Ports.Random, Configuration.Whole(keys + VendorKeys.ReconnectFirstMs), Configuration.Whole(keys + VendorKeys.ReconnectLongestMs));
        }

        private int[] LoadSettings()
        {
            Heap.FloorBytes = Configuration.Whole(Configuration.VendorBase + VendorKeys.HeapFloorBytes);
            Log.Level = (LogLevel)Configuration.Whole(Configuration.VendorBase + VendorKeys.LogLevel);
            int[] settings = ChargerSettings.Defaults();
            string wrong = VendorKeys.Fill(Configuration, settings);
            if (wrong == null) return settings;
            Log.Write(LogLevel.Error, LogSection.Store, "settings do not fit together: " + wrong + "; the defaults are in force");
            return ChargerSettings.Defaults();
        }

        /// <summary>The meter that energy is billed by, in images of the flavour Meter=Modbus; in others there is not even a call.</summary>
        partial void AddMeter(int mostW);

        private void AddSecurity()
        {
            SecurityEvents events = new SecurityEvents(SecurityLog);
            CertificateCalls certificates = new CertificateCalls(Ports.Certificates);
            SecurityProfileControl profile = new SecurityProfileControl(CentralSystem, Configuration, Ports.Storage, _crc, Log);
            ChargePoint.Add(events);
            ChargePoint.Add(certificates);
            ChargePoint.Add(profile);
            Configuration.Guard = profile;
            events.Started(Ports.Version, Boots.RestartReason);
            if (Stores.Damaged != 0) events.Raise(SecurityEvent.StoredDataDamaged, Stores.Names());
            certificates.Index().Start();
        }

        private void NoteLines(FlashLines lines, string name)
        {
            if (lines.Damaged == 0) return;
            Stores.Note(name);
            Log.Write(LogLevel.Error, LogSection.Store, name + ": the first line of " + lines.Damaged + " of its files is damaged: lines may come out of order");
        }

        /// <summary>A register whose record is damaged continues from the highest value of the stored transactions, so that it never falls.</summary>
        private void RestoreRegister()
        {
            if (!Stores.IsDamaged(StoreTable.EnergyRow)) return;
            long wh = ChargePoint.Queue.HighestWh;
            TransactionHistory history = ChargePoint.Queue.OpenHistory();
            PastTransaction past = new PastTransaction();
            for (int i = 0; i < history.Count; i++)
            {
                history.Read(i, past);
                if (past.StopWh > wh) wh = past.StopWh;
            }
            bool raised = Control.Register.RaiseTo(wh);
            Log.Write(LogLevel.Error, LogSection.Store, "energy register goes on from " + Control.Register.Wh + " Wh" + (raised ? ", the highest value of the transactions kept" : "") + ": compare it with the last bill");
        }

        private void TellBoot()
        {
            Log.Write(LogLevel.Info, LogSection.System, "boot " + Boots.Boots + ", last restart: " + Boots.LastReason);
            if (Boots.SafeMode) Log.Write(LogLevel.Error, LogSection.System, "safe mode: " + Boots.FailedBoots + " boots in a row did not last; console and network only, the output is locked off; a reset on request tries again");
        }
    }
}
