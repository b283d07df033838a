using Charger.Can;
using nanoFramework.TestFramework;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class ContactorProofTests
    {
        [TestMethod]
        public void Proof_ContactContradictsFor200Ms_IsTheFault()
        {
            PinFake contact = new PinFake { High = true };
            ContactorProof proof = new ContactorProof(contact);
            Assert.IsTrue(proof.IsFitted && !new ContactorProof(null).IsFitted);
            MeasuredSignal none = new MeasuredSignal();
            int faultAt = -1;
            for (int ms = 0; ms <= 400 && faultAt < 0; ms += 20)
            {
                if (proof.Step(1000 + ms, true, none, none)) faultAt = ms;
            }
            Assert.AreEqual(200, faultAt, "the pin says closed, the contact says open");
            contact.High = false;
            Assert.IsFalse(proof.Step(1500, true, none, none));
            for (int ms = 0; ms < 200; ms += 20) Assert.IsFalse(proof.Step(2000 + ms, false, none, none), "welded, but not for long enough");
            Assert.IsTrue(proof.Step(2200, false, none, none));
        }

        [TestMethod]
        public void Proof_WithoutAContact_TwoReadingsOf500MsAfterOpeningCount()
        {
            ContactorProof proof = new ContactorProof(null);
            MeasuredSignal voltage = new MeasuredSignal();
            MeasuredSignal current = new MeasuredSignal { Value = 31000, TimeMs = 900 };
            Assert.IsFalse(proof.Step(900, true, voltage, current));
            Assert.IsFalse(proof.Step(1000, false, voltage, current));
            current.TimeMs = 1499;
            Assert.IsFalse(proof.Step(1500, false, voltage, current));
            Assert.IsFalse(proof.Step(2500, false, voltage, current), "an old value, however long ago the pin opened");
            current.TimeMs = 1500;
            current.Value = 2001;
            Assert.IsFalse(proof.Step(2540, false, voltage, current), "one reading alone may be corrupted");
            Assert.IsFalse(proof.Step(2560, false, voltage, current), "the same reading again");
            current.TimeMs = 1700;
            current.Value = 2000;
            Assert.IsFalse(proof.Step(2580, false, voltage, current), "2 A is not above 2 A");
            current.TimeMs = 1900;
            current.Value = 2001;
            Assert.IsFalse(proof.Step(2600, false, voltage, current));
            current.TimeMs = 2100;
            Assert.IsTrue(proof.Step(2620, false, voltage, current));
        }

        [TestMethod]
        public void Proof_Voltage_IsOnlyShownWithItsTimeTo60V()
        {
            ContactorProof proof = new ContactorProof(null);
            MeasuredSignal voltage = new MeasuredSignal { Value = 80000, TimeMs = 900 };
            MeasuredSignal current = new MeasuredSignal { Value = 0, TimeMs = 900 };
            voltage.Value = 0;
            proof.Step(899, false, voltage, current);
            Assert.AreEqual(-1, proof.Below60Ms, "nothing has been opened yet");
            voltage.Value = 80000;
            proof.Step(900, true, voltage, current);
            proof.Step(1000, false, voltage, current);
            voltage.TimeMs = 4000;
            Assert.IsFalse(proof.Step(4000, false, voltage, current), "80 V at the module prove nothing");
            Assert.AreEqual(-1, proof.Below60Ms);
            voltage.TimeMs = 6000;
            voltage.Value = 59999;
            proof.Step(6000, false, voltage, current);
            Assert.AreEqual(5000, proof.Below60Ms);
        }

        [TestMethod]
        public void Contact_ContradictsAtBoot_IsTheFaultAfter200MsOfLooks()
        {
            MeasuredSignal none = new MeasuredSignal();
            for (int boot = 0; boot <= 1000; boot += 1000)
            {
                PinFake contact = new PinFake();
                ContactorProof proof = new ContactorProof(contact);
                for (int ms = 0; ms < 200; ms++) Assert.IsFalse(proof.Step(boot + ms, false, none, none), "welded " + ms);
                Assert.AreEqual(10, contact.Reads, "a look costs objects");
                Assert.IsTrue(proof.Step(boot + 200, false, none, none));
            }
        }

        [TestMethod]
        public void Contact_ContradictsBeforeAndAfterAChange_CountsFromTheChange()
        {
            // The contact is wired inversely: it contradicts in both states.
            PinFake contact = new PinFake();
            ContactorProof proof = new ContactorProof(contact);
            MeasuredSignal none = new MeasuredSignal();
            for (int ms = 0; ms <= 180; ms += 20) proof.Step(ms, false, none, none);
            contact.High = true;
            Assert.IsFalse(proof.Step(190, true, none, none));
            for (int ms = 200; ms < 400; ms += 20) Assert.IsFalse(proof.Step(ms, true, none, none), "at " + ms);
            Assert.IsTrue(proof.Step(400, true, none, none));
        }

        [TestMethod]
        public void Current_AfterAnOpening_CountsTwiceAndStaysTheFault()
        {
            ContactorProof proof = new ContactorProof(null);
            MeasuredSignal none = new MeasuredSignal();
            MeasuredSignal current = new MeasuredSignal { Value = 2001, TimeMs = 900 };
            proof.Step(900, true, none, current);
            proof.Step(1000, false, none, current);
            current.TimeMs = 1500;
            Assert.IsFalse(proof.Step(1500, false, none, current));
            proof.Step(1600, true, none, current);
            proof.Step(1700, false, none, current);
            current.TimeMs = 2200;
            Assert.IsFalse(proof.Step(2200, false, none, current), "the one before the new opening is forgotten");
            current.TimeMs = 2300;
            Assert.IsTrue(proof.Step(2300, false, none, current));
            Assert.IsTrue(proof.Step(2310, false, none, current), "no new reading: still the fault");
            Assert.IsFalse(proof.Step(2320, true, none, current), "closed: current may flow");
        }

        [TestMethod]
        public void TimeTo60V_IsMeasuredOncePerOpening()
        {
            ContactorProof proof = new ContactorProof(null);
            MeasuredSignal current = new MeasuredSignal();
            MeasuredSignal voltage = new MeasuredSignal { Value = 0, TimeMs = 0 };
            proof.Step(0, true, voltage, current);
            voltage.TimeMs = 1;
            proof.Step(1, false, voltage, current);
            Assert.AreEqual(-1, proof.Below60Ms, "measured at the opening itself");
            voltage.TimeMs = 500;
            voltage.Value = 60000;
            proof.Step(500, false, voltage, current);
            Assert.AreEqual(-1, proof.Below60Ms, "60 V is not below it");
            voltage.Value = 59999;
            proof.Step(501, false, voltage, current);
            Assert.AreEqual(499, proof.Below60Ms);
            voltage.TimeMs = 900;
            proof.Step(900, false, voltage, current);
            Assert.AreEqual(499, proof.Below60Ms, "the first one counts");
            proof.Step(1000, true, voltage, current);
            voltage.TimeMs = 1100;
            proof.Step(1100, true, voltage, current);
            Assert.AreEqual(-1, proof.Below60Ms, "closed again");
        }

        [TestMethod]
        public void Control_ContactorFails_EndsLocksAndOutlivesARestartUntilCleared()
        {
            StorageFake storage = new StorageFake();
            ControlRig rig = Charging(storage);
            Assert.IsTrue(rig.Control.Module.OutputOn);
            rig.Contact.Follows = null;
            rig.Contact.High = true;
            rig.Run(300);
            Assert.IsFalse(rig.Control.Module.OutputOn);
            Assert.IsFalse(rig.Contactor.High);
            rig.Run(200);
            Assert.AreEqual(ChargerFaults.ContactorFails, rig.Snapshot.FaultNumber);
            Assert.AreEqual((int)EndReason.EmergencyStop, (int)rig.Snapshot.Ended);
            Assert.AreEqual("ContactorFails", rig.Snapshot.EndedVendorCode);
            rig.StartTransaction();
            rig.Run(60000);
            Assert.IsFalse(rig.Control.Module.OutputOn, "no further start");

            rig = Charging(storage);
            Assert.IsFalse(rig.Control.Module.OutputOn, "nor after a restart");
            rig.Contact.Follows = rig.Contactor;
            rig.Control.ClearFaults();
            rig.Run(11000);
            rig.StartTransaction();
            rig.Run(3000);
            Assert.IsTrue(rig.Control.Module.OutputOn, "cleared, and the contactor follows again");
            Assert.IsTrue(Charging(storage).Control.Module.OutputOn, "cleared on flash too");
        }

        [TestMethod]
        public void Control_CurrentFlowsOnThoughItOpened_IsTheFaultWithoutAContactToo()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.DrivesCurrent = false;
            rig.Module.MilliAmpere = 9000;
            rig.Permit.TransactionRunning = false;
            rig.Run(600);
            Assert.IsFalse(rig.Contactor.High);
            Assert.AreEqual(0, rig.Control.Faults.Latched);
            rig.Run(1500);
            Assert.IsTrue(rig.Control.Faults.IsActive(ChargerFaults.ContactorFails));
        }

        private static ControlRig Charging(StorageFake storage)
        {
            ControlRig rig = new ControlRig(false, null, storage);
            rig.FitContact();
            rig.BmsSilent = false;
            rig.Run(3000);
            rig.StartTransaction();
            rig.Run(3000);
            return rig;
        }
    }
}
