using nanoFramework.TestFramework;
using Ocpp.Client.SmartCharging;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class ChargingProfileStoreTests
    {
        private const string Max = "1 M 0 0 A W 0 - - - 0:9";
        private const string Def = "2 D 1 3 A W 0 - - - 0:9";

        [TestMethod]
        public void Set_EachPurpose_Rule61_OnlyWhereItBelongs()
        {
            Set_EachPurpose_Rule61_OnlyWhereItBelongs("1 M 1 0 A W 0 - - - 0:9", "WrongConnector");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs("1 T 0 0 A W 0 - - - 0:9", "WrongConnector");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs("1 D 2 0 A W 0 - - - 0:9", "UnknownConnector");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs("1 D 1 11 A W 0 - - - 0:9", "StackLevelTooHigh");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs("1 D 1 0 A W 0 - - - 5:9", "BadPeriods");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs("1 D 1 0 A W 0 - - - 0:9,60:8,60:7", "BadPeriods");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs("1 D 1 0 A W 0 - - - 0:9,1:8,2:7,3:6,4:5", "TooManyPeriods");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs("1 D 1 0 d W - - - - 0:9", "Inconsistent");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs("1 M 0 0 R W 0 - - - 0:9", "Inconsistent");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs("1 D 0 0 A W 0 - 60 60 0:9", "Inconsistent");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs("1 D 0 10 A A - 60 - - 0:9,1:8,2:7,3:6", "Accepted");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs("1 T 1 0 R W - - - - 0:0", "Accepted");
        }

        private static void Set_EachPurpose_Rule61_OnlyWhereItBelongs(string row, string expected)
        {
            ChargingProfileStore store = ProfileText.NewStore(new CutStorage());
            Assert.AreEqual(expected, Name(ProfileText.Install(store, row)));
            Assert.AreEqual(expected == "Accepted" ? 1 : 0, store.Count);
        }

        [TestMethod]
        public void Set_TxProfile_Rule61_NeedsItsRunningTransaction()
        {
            ChargingProfileStore store = ProfileText.NewStore(new CutStorage());
            ChargingProfile profile = new ChargingProfile(4);
            int connector = ProfileText.Read("1 T 1 0 R W - - - - 0:9", profile);
            Assert.AreEqual("NoTransaction", Name(store.Set(connector, profile, false, false, 0, 0)));
            profile.HasTransactionId = true;
            profile.TransactionId = -3;
            Assert.AreEqual("OtherTransaction", Name(store.Set(connector, profile, true, true, 3, 0)));
            Assert.AreEqual("OtherTransaction", Name(store.Set(connector, profile, true, false, -3, 0)));
            Assert.AreEqual("Accepted", Name(store.Set(connector, profile, true, true, -3, 0)));
        }

        [TestMethod]
        public void Set_SameIdOrSamePlace_Rule62_Replaces()
        {
            // Rows already there, the new one, how many are left.
            Set_SameIdOrSamePlace_Rule62_Replaces(Max + ";" + Def, "1 D 1 3 A W 0 - - - 0:5", 1);
            Set_SameIdOrSamePlace_Rule62_Replaces(Max + ";" + Def, "7 D 1 3 A W 0 - - - 0:5", 2);
            Set_SameIdOrSamePlace_Rule62_Replaces(Max + ";" + Def, "7 D 0 3 A W 0 - - - 0:5", 3);
            Set_SameIdOrSamePlace_Rule62_Replaces(Max + ";" + Def, "7 D 1 4 A W 0 - - - 0:5", 3);
            Set_SameIdOrSamePlace_Rule62_Replaces(Max + ";" + Def, "2 D 0 9 A W 0 - - - 0:5", 2);
        }

        private static void Set_SameIdOrSamePlace_Rule62_Replaces(string before, string row, int left)
        {
            ChargingProfileStore store = ProfileText.NewStore(new CutStorage());
            ProfileText.Install(store, before);
            Assert.AreEqual("Accepted", Name(ProfileText.Install(store, row)));
            Assert.AreEqual(left, store.Count);
        }

        [TestMethod]
        public void Set_Full_Rule62_RefusesAnotherButReplacesStill()
        {
            ChargingProfileStore store = ProfileText.NewStore(new CutStorage());
            ProfileText.Install(store, Max + ";" + Def + ";3 D 1 4 A W 0 - - - 0:9;4 D 1 5 A W 0 - - - 0:9");
            Assert.AreEqual("Full", Name(ProfileText.Install(store, "5 D 1 6 A W 0 - - - 0:9")));
            Assert.AreEqual("Accepted", Name(ProfileText.Install(store, "5 D 1 5 A W 0 - - - 0:9")));
            Assert.AreEqual(4, store.Count);
        }

        [TestMethod]
        public void Clear_FieldsAreAnded_Rule69_AndAnIdAloneDecides()
        {
            // id (-1 none), connector, purpose, stack level; Unknown is -1, else what is left.
            Clear_FieldsAreAnded_Rule69_AndAnIdAloneDecides(-1, -1, -1, -1, 0);
            Clear_FieldsAreAnded_Rule69_AndAnIdAloneDecides(2, 0, 0, 0, 2);
            Clear_FieldsAreAnded_Rule69_AndAnIdAloneDecides(2, 0, 1, 9, 2);
            Clear_FieldsAreAnded_Rule69_AndAnIdAloneDecides(9, -1, -1, -1, -1);
            Clear_FieldsAreAnded_Rule69_AndAnIdAloneDecides(-1, 0, -1, -1, 2);
            Clear_FieldsAreAnded_Rule69_AndAnIdAloneDecides(-1, 1, 1, -1, 1);
            Clear_FieldsAreAnded_Rule69_AndAnIdAloneDecides(-1, 1, 1, 3, 2);
            Clear_FieldsAreAnded_Rule69_AndAnIdAloneDecides(-1, 0, 1, -1, -1);
        }

        private static void Clear_FieldsAreAnded_Rule69_AndAnIdAloneDecides(int id, int connector, int purpose, int stack, int left)
        {
            ChargingProfileStore store = ProfileText.NewStore(new CutStorage());
            ProfileText.Install(store, Max + ";" + Def + ";3 D 1 4 A W 0 - - - 0:9");
            Assert.AreEqual(left >= 0, store.Clear(id >= 0, id, connector, purpose, stack));
            Assert.AreEqual(left >= 0 ? left : 3, store.Count);
        }

        [TestMethod]
        public void Profiles_AfterAReboot_Rule65_AreThereAndTheTransactionsOwnDieWithIt()
        {
            CutStorage storage = new CutStorage();
            ChargingProfileStore store = ProfileText.NewStore(storage);
            ProfileText.Install(store, Max + ";9 T 1 0 A A -5 3600 -60 7200 0:160,60:80");
            ChargingProfileStore rebooted = ProfileText.NewStore(storage);
            Assert.IsTrue(rebooted.Load());
            Assert.AreEqual(2, rebooted.Count);
            ScheduleCalculator calculator = new ScheduleCalculator(rebooted);
            calculator.Compute(1, ProfileText.BaseMs + 55000, 0);
            Assert.AreEqual(80, calculator.LimitDeciA);
            Assert.AreEqual(9, calculator.LimitDeciW);
            rebooted.EndTransaction();
            Assert.AreEqual(1, rebooted.Count);
            ChargingProfileStore again = ProfileText.NewStore(storage);
            Assert.IsTrue(again.Load());
            Assert.AreEqual(1, again.Count);
        }

        [TestMethod]
        public void Set_StorageFails_Rule65_IsNotAcceptedAndNothingChanges()
        {
            CutStorage storage = new CutStorage();
            ChargingProfileStore store = ProfileText.NewStore(storage);
            ProfileText.Install(store, Max);
            storage.CutAfter = 5;
            Assert.AreEqual("NotStored", Name(ProfileText.Install(store, "7 M 0 0 A W 0 - - - 0:1")));
            storage.CutAfter = 5;
            Assert.IsFalse(store.Clear(false, 0, ChargingProfileStore.Any, ChargingProfileStore.Any, ChargingProfileStore.Any));
            Assert.AreEqual(1, store.Count);
            ScheduleCalculator calculator = new ScheduleCalculator(store);
            calculator.Compute(1, ProfileText.BaseMs, -1);
            Assert.AreEqual(9, calculator.LimitDeciW);
        }

        [TestMethod]
        public void Hold_ForARemoteStart_Rule57_IsInForceFromTheStartOn()
        {
            CutStorage storage = new CutStorage();
            ChargingProfileStore store = ProfileText.NewStore(storage);
            ChargingProfile profile = new ChargingProfile(4);
            ProfileText.Read(Def, profile);
            Assert.AreEqual("NotForRemoteStart", Name(store.Hold(1, profile, 0)));
            ProfileText.Read("4 T 1 0 R W - - - - 0:50", profile);
            profile.HasTransactionId = true;
            Assert.AreEqual("NotForRemoteStart", Name(store.Hold(1, profile, 0)));
            profile.HasTransactionId = false;
            Assert.AreEqual("Accepted", Name(store.Hold(1, profile, 0)));
            ScheduleCalculator calculator = new ScheduleCalculator(store);
            calculator.Compute(1, ProfileText.BaseMs, 0);
            Assert.AreEqual(-1, calculator.LimitDeciW);
            store.BeginTransaction();
            calculator.Compute(1, ProfileText.BaseMs, 0);
            Assert.AreEqual(50, calculator.LimitDeciW);
            store.EndTransaction();
            store.Hold(1, profile, 0);
            ChargingProfileStore rebooted = ProfileText.NewStore(storage);
            rebooted.Load();
            Assert.AreEqual(0, rebooted.Count);
            store.DropHeld();
            Assert.AreEqual(0, store.Count);
        }

        [TestMethod]
        public void Sweep_WhatIsPast_IsRemoved()
        {
            Sweep_WhatIsPast_IsRemoved("1 D 1 0 A W 0 - - 60 0:9", 1);
            Sweep_WhatIsPast_IsRemoved("1 D 1 0 A W 0 60 - - 0:9", 1);
            Sweep_WhatIsPast_IsRemoved("1 D 1 0 d W 0 60 - - 0:9", 0);
            Sweep_WhatIsPast_IsRemoved("1 D 1 0 R W - 60 - - 0:9", 0);
        }

        private static void Sweep_WhatIsPast_IsRemoved(string row, int removed)
        {
            ChargingProfileStore store = ProfileText.NewStore(new CutStorage());
            ProfileText.Install(store, row);
            Assert.AreEqual(0, store.Sweep(ProfileText.BaseMs + 59999));
            Assert.AreEqual(removed, store.Sweep(ProfileText.BaseMs + 60000));
        }

        private static string Name(ProfileResult result)
        {
            switch (result)
            {
                case ProfileResult.Accepted: return "Accepted";
                case ProfileResult.UnknownConnector: return "UnknownConnector";
                case ProfileResult.WrongConnector: return "WrongConnector";
                case ProfileResult.NoTransaction: return "NoTransaction";
                case ProfileResult.OtherTransaction: return "OtherTransaction";
                case ProfileResult.StackLevelTooHigh: return "StackLevelTooHigh";
                case ProfileResult.TooManyPeriods: return "TooManyPeriods";
                case ProfileResult.BadPeriods: return "BadPeriods";
                case ProfileResult.Inconsistent: return "Inconsistent";
                case ProfileResult.Full: return "Full";
                case ProfileResult.NotForRemoteStart: return "NotForRemoteStart";
                default: return "NotStored";
            }
        }
    }
}
