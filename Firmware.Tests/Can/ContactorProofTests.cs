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
