using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    /// <summary>What goes wrong while the charger charges.</summary>
    public enum Cause
    {
        CurrentLimitZero,
        PowerLimitZero,
        OcppForbids,
        Can1Lost,
        Can2Lost,
        ModuleSilent,
        BmsRefuses,
        BmsEmergencyBit,
        OverTemperature,
        OverVoltage,
        OverCurrent,
        TrippingAlarm,
        EmergencyStopPin,
        EmergencyStopConsole,
        BmsSilent,
        ZeroCurrent,
        BmsAsksForNothing,
        FirmwareInstall,
        WarningAlarm,
    }

    /// <summary>
    /// One row of charger-protocol.md, "What a false condition does to the transaction", described by calls and run through the whole
    /// control: <c>SessionExpectation.When(Cause.OverVoltage).StopsWithin(500).OpensContactor().EndsAfter(500, reason, code).Check()</c>.
    /// </summary>
    public sealed class SessionExpectation
    {
        private const int Never = -1;
        private const int LongEnoughMs = 6000;

        private readonly Cause _cause;
        private int _stopMs = Never;
        private bool _opensContactor;
        private Suspension _suspended;
        private int _lastsMs;
        private int _endMs = Never;
        private EndReason _reason;
        private string _vendorCode;

        private SessionExpectation(Cause cause)
        {
            _cause = cause;
        }

        public static SessionExpectation When(Cause cause) => new SessionExpectation(cause);

        /// <summary>The output is off after so many ms; without this call it must stay on.</summary>
        public SessionExpectation StopsWithin(int ms)
        {
            _stopMs = ms;
            return this;
        }

        /// <summary>The contactor opens with the STOP, not once the current has gone.</summary>
        public SessionExpectation OpensContactor()
        {
            _opensContactor = true;
            return this;
        }

        /// <summary>The transaction goes on for so many ms at least, and is suspended then.</summary>
        /// <param name="suspended">None when energy flows on.</param>
        public SessionExpectation GoesOnFor(int ms, Suspension suspended)
        {
            _lastsMs = ms;
            _suspended = suspended;
            return this;
        }

        /// <summary>The charger has ended the transaction after so many ms; without this call it must not end it.</summary>
        /// <param name="vendorCode">Null for none.</param>
        public SessionExpectation EndsAfter(int ms, EndReason reason, string vendorCode)
        {
            _endMs = ms;
            _reason = reason;
            _vendorCode = vendorCode;
            return this;
        }

        public void Check()
        {
            string row = "cause " + _cause;
            ControlRig rig = ControlRig.Charging();
            Assert.IsTrue(rig.Snapshot.OutputOn, row + ": charging");
            long from = rig.NowMs;
            Apply(rig, _cause);
            rig.Run(_stopMs == Never ? LongEnoughMs : _stopMs);
            Assert.AreEqual(_stopMs == Never, rig.Snapshot.OutputOn, row + ": output");
            // Without CAN1 no STOP reaches the module, and a silent module reports nothing.
            if (_stopMs != Never && _cause != Cause.Can1Lost && _cause != Cause.ModuleSilent) Assert.IsFalse(rig.Module.On, row + ": module");
            if (_opensContactor) Assert.IsFalse(rig.Contactor.High, row + ": contactor");
            if (_lastsMs > 0)
            {
                rig.Run((int)(from + _lastsMs - rig.NowMs));
                Assert.AreEqual((int)EndReason.None, (int)rig.Snapshot.Ended, row + ": not ended yet");
                Assert.AreEqual((int)_suspended, (int)rig.Snapshot.Suspended, row + ": suspension");
            }
            if (_endMs == Never) return;
            if (from + _endMs > rig.NowMs) rig.Run((int)(from + _endMs - rig.NowMs));
            Assert.AreEqual((int)_reason, (int)rig.Snapshot.Ended, row + ": reason");
            Assert.AreEqual(rig.Permit.TransactionSerial, rig.Snapshot.EndedSerial, row + ": serial");
            Assert.AreEqual(_vendorCode == null ? "" : _vendorCode, rig.Snapshot.EndedVendorCode == null ? "" : rig.Snapshot.EndedVendorCode, row);
        }

        public static void Apply(ControlRig rig, Cause cause)
        {
            switch (cause)
            {
                case Cause.CurrentLimitZero: rig.Permit.LimitMa = 0; break;
                case Cause.PowerLimitZero: rig.Permit.LimitW = 0; break;
                case Cause.OcppForbids: rig.Permit.EnergyPermitted = false; break;
                case Cause.Can1Lost: rig.ModuleBus.State = CanBusState.BusOff; break;
                case Cause.Can2Lost: rig.BmsBus.State = CanBusState.Down; break;
                case Cause.ModuleSilent: rig.Module.Silent = true; rig.Module.On = false; break;
                case Cause.BmsRefuses: rig.BmsRefusal = BmsProtocol.RefusesThermal; break;
                case Cause.BmsEmergencyBit: rig.BmsRefusal = BmsProtocol.RefusesEmergency; break;
                case Cause.OverTemperature: rig.Module.MilliC = 70000; break;
                case Cause.OverVoltage: rig.Module.MilliVolt = 86600; break;
                case Cause.OverCurrent: rig.Module.LoadMa = 102100; break;
                case Cause.TrippingAlarm: rig.Module.Alarms = 1 << 29; break;
                case Cause.EmergencyStopPin: rig.Emergency.High = true; break;
                case Cause.EmergencyStopConsole: rig.Control.EmergencyStop(); break;
                case Cause.BmsSilent: rig.BmsSilent = true; break;
                case Cause.ZeroCurrent: rig.Module.LoadMa = 0; break;
                case Cause.BmsAsksForNothing: rig.BmsMilliAmpere = 0; break;
                case Cause.FirmwareInstall: rig.Permit.InstallUnderWay = true; break;
                default: rig.Module.Alarms = 1 << 4; break;
            }
        }

        /// <summary>Every cause that can go away has gone.</summary>
        public static void Undo(ControlRig rig)
        {
            rig.Permit.LimitMa = -1;
            rig.ModuleBus.State = CanBusState.Active;
            rig.BmsBus.State = CanBusState.Active;
            rig.Module.Silent = false;
            rig.BmsRefusal = 0;
            rig.Module.MilliC = 28000;
            rig.BmsMilliAmpere = 10000;
        }
    }
}
