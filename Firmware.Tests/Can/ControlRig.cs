using System;
using Charger.Can;
using Charger.Runtime;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Can
{
    /// <summary>The whole control with fakes around it, stepped every 20 ms of its own clock.</summary>
    public sealed class ControlRig : ILog
    {
        public readonly CanPortFake ModuleBus = new CanPortFake();
        public readonly CanPortFake BmsBus = new CanPortFake();
        public readonly ModuleFake Module = new ModuleFake();
        public readonly PinFake Contactor = new PinFake();
        public readonly PinFake Gun = new PinFake { High = true };
        public readonly PinFake Emergency = new PinFake();
        public readonly PinFake Contact = new PinFake();
        public readonly PinFake Stop = new PinFake { High = true };
        public readonly int[] Settings = ChargerSettings.Defaults();
        public readonly ChargePermit Permit = new ChargePermit();
        public readonly ChargerSnapshot Snapshot = new ChargerSnapshot();
        public readonly ChargerControl Control;
        public readonly Mailbox Alerts;
        public readonly StorageFake Storage;
        public readonly StorageFake Latches;
        public readonly Message Alert = new Message();
        public long NowMs;

        /// <summary>While a test holds it, nobody can read or publish the permit.</summary>
        public readonly TimedLock PermitLock;

        // The vehicle.
        public bool BmsSilent = true;
        public int BmsMilliVolt = 84000;
        public int BmsMilliAmpere = 10000;
        public int BmsRefusal;

        /// <summary>When the output was last switched off and the contactor opened.</summary>
        public long OffMs = -1;

        /// <summary>How often the output was switched on.</summary>
        public int Starts;

        /// <summary>While a test holds it, no snapshot can be published.</summary>
        public readonly TimedLock SnapshotLock;

        /// <summary>Set with each snapshot that differs from the one before.</summary>
        public readonly WakeSignal News = new WakeSignal();

        private readonly PublishedPermit _permits;
        private readonly PublishedSnapshot _snapshots;
        private readonly byte[] _out = new byte[8];
        private bool _wasOn;

        public ControlRig(bool withGun = false, StorageFake storage = null, StorageFake latches = null)
        {
            StoppedClock clock = new StoppedClock();
            ModuleBus.Node = Module;
            Module.Contactor = Contactor;
            Latches = latches == null ? new StorageFake() : latches;
            Storage = storage == null ? new StorageFake() : storage;
            PermitLock = new TimedLock("P", clock, null, 0);
            _permits = new PublishedPermit(PermitLock, null);
            SnapshotLock = new TimedLock("S", clock, null, 0);
            _snapshots = new PublishedSnapshot(SnapshotLock) { Reader = News };
            Alerts = new Mailbox("A", 4, WhenFull.DropOldest, new TimedLock("A", clock, null), null);
            SlotStore register = new SlotStore(Storage, "energy", new Crc32(), new byte[SlotStore.HeaderBytes + EnergyRegister.PayloadBytes]);
            Control = new ChargerControl(Settings, ModuleBus, BmsBus, Contactor, withGun ? Gun : null, Emergency, _permits, _snapshots, Alerts, register, this);
            Control.KeepLatched(Latches, new Crc32());
            Control.StopButton = new PushButton(Stop);
        }

        public bool IsOn(LogLevel level, LogSection section) => false;

        public void Write(LogLevel level, LogSection section, string text)
        {
        }

        public void Run(int ms)
        {
            long until = NowMs + ms;
            while (NowMs < until)
            {
                ModuleBus.NowMs = NowMs;
                BmsBus.NowMs = NowMs;
                Module.Step(ModuleBus, NowMs);
                if (!BmsSilent && NowMs % 1000 == 0) SendBms();
                _permits.TryPublish("T", Permit);
                Control.Step(NowMs);
                if (_wasOn && !Control.Module.OutputOn) OffMs = NowMs;
                if (!_wasOn && Control.Module.OutputOn) Starts++;
                _wasOn = Control.Module.OutputOn;
                _snapshots.TryRead("T", Snapshot);
                NowMs += ChargerControl.EveryMs;
            }
        }

        /// <summary>One turn at exactly this ms, with nothing new from vehicle or permit; returns when the next turn is due.</summary>
        public long StepAt(long nowMs)
        {
            NowMs = nowMs;
            ModuleBus.NowMs = nowMs;
            BmsBus.NowMs = nowMs;
            long due = Control.Step(nowMs);
            _snapshots.TryRead("T", Snapshot);
            return due;
        }

        /// <summary>Fault number of an episode of the fault history, the newest being 0.</summary>
        public int FaultOf(int episode)
        {
            int[] all = new int[FaultHistory.Episodes * FaultHistory.Stride];
            _snapshots.TryReadFaults("T", all);
            return all[episode * FaultHistory.Stride];
        }

        public void Publish() => _permits.TryPublish("T", Permit);

        /// <summary>Boot, vehicle, transaction, energy: what most tests begin with.</summary>
        public static ControlRig Charging(bool withGun = false)
        {
            ControlRig rig = new ControlRig(withGun);
            rig.BmsSilent = false;
            rig.Run(3000);
            rig.StartTransaction();
            rig.Run(3000);
            return rig;
        }

        /// <summary>The board has an auxiliary contact.</summary>
        public void FitContact()
        {
            Contact.Follows = Contactor;
            Control.Proof = new ContactorProof(Contact);
        }

        public void StartTransaction()
        {
            Permit.TransactionRunning = true;
            Permit.TransactionSerial++;
            Permit.EnergyPermitted = true;
        }

        public void SendBms()
        {
            Array.Clear(_out, 0, 8);
            BigEndian.PutU16(_out, 0, BmsMilliVolt / 100);
            BigEndian.PutU16(_out, 2, BmsMilliAmpere / 100);
            _out[4] = (byte)BmsRefusal;
            BmsBus.Arrive(BmsProtocol.RequestId, _out);
        }
    }

    /// <summary>A pin, input or output.</summary>
    public sealed class PinFake : IOutputPin, IInputPin
    {
        public bool High;

        /// <summary>When set, the pin reads the opposite of this one, as an auxiliary contact to ground does.</summary>
        public PinFake Follows;

        public int Reads;
        public int Writes;

        public bool Read()
        {
            Reads++;
            return Follows == null ? High : !Follows.High;
        }

        public void Write(bool high)
        {
            Writes++;
            High = high;
        }
    }
}
