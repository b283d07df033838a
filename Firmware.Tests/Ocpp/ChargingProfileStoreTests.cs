using nanoFramework.TestFramework;
using Ocpp.Client.SmartCharging;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class ChargingProfileStoreTests
    {
        private static TestProfile Max() => TestProfile.Maximum(1).Limit(0, 9);

        private static TestProfile Def() => TestProfile.Default(2).On(1).Stack(3).Limit(0, 9);

        [TestMethod]
        public void Set_EachPurpose_Rule61_OnlyWhereItBelongs()
        {
            Set_EachPurpose_Rule61_OnlyWhereItBelongs(TestProfile.Maximum(1).On(1).Limit(0, 9), "WrongConnector");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs(TestProfile.OfTransaction(1).On(0).Limit(0, 9), "WrongConnector");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs(TestProfile.Default(1).On(2).Limit(0, 9), "UnknownConnector");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs(TestProfile.Default(1).On(1).Stack(11).Limit(0, 9), "StackLevelTooHigh");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs(TestProfile.Default(1).On(1).Limit(5, 9), "BadPeriods");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs(TestProfile.Default(1).On(1).Limit(0, 9).Limit(60, 8).Limit(60, 7), "BadPeriods");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs(TestProfile.Default(1).On(1).Limit(0, 9).Limit(1, 8).Limit(2, 7).Limit(3, 6).Limit(4, 5), "TooManyPeriods");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs(TestProfile.Default(1).On(1).Daily().WithoutStart().Limit(0, 9), "Inconsistent");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs(TestProfile.Maximum(1).Relative().Limit(0, 9), "Inconsistent");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs(TestProfile.Default(1).ValidFrom(60).ValidTo(60).Limit(0, 9), "Inconsistent");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs(TestProfile.Default(1).Stack(10).WithoutStart().Amperes().Lasts(60).Limit(0, 9).Limit(1, 8).Limit(2, 7).Limit(3, 6), "Accepted");
            Set_EachPurpose_Rule61_OnlyWhereItBelongs(TestProfile.OfTransaction(1).Limit(0, 0), "Accepted");
        }

        private static void Set_EachPurpose_Rule61_OnlyWhereItBelongs(TestProfile profile, string expected)
        {
            ChargingProfileStore store = TestProfile.NewStore(new CutStorage());
            Assert.AreEqual(expected, Name(TestProfile.Install(store, profile)));
            Assert.AreEqual(expected == "Accepted" ? 1 : 0, store.Count);
        }

        [TestMethod]
        public void Set_TxProfile_Rule61_NeedsItsRunningTransaction()
        {
            ChargingProfileStore store = TestProfile.NewStore(new CutStorage());
            ChargingProfile profile = TestProfile.OfTransaction(1).Limit(0, 9).Profile;
            Assert.AreEqual("NoTransaction", Name(store.Set(1, profile, false, false, 0, 0)));
            profile.HasTransactionId = true;
            profile.TransactionId = -3;
            Assert.AreEqual("OtherTransaction", Name(store.Set(1, profile, true, true, 3, 0)));
            Assert.AreEqual("OtherTransaction", Name(store.Set(1, profile, true, false, -3, 0)));
            Assert.AreEqual("Accepted", Name(store.Set(1, profile, true, true, -3, 0)));
        }

        [TestMethod]
        public void Set_SameIdOrSamePlace_Rule62_Replaces()
        {
            // Installed profiles, the new one, how many are installed then.
            Set_SameIdOrSamePlace_Rule62_Replaces(Of(Max(), Def()), TestProfile.Default(1).On(1).Stack(3).Limit(0, 5), 1);
            Set_SameIdOrSamePlace_Rule62_Replaces(Of(Max(), Def()), TestProfile.Default(7).On(1).Stack(3).Limit(0, 5), 2);
            Set_SameIdOrSamePlace_Rule62_Replaces(Of(Max(), Def()), TestProfile.Default(7).Stack(3).Limit(0, 5), 3);
            Set_SameIdOrSamePlace_Rule62_Replaces(Of(Max(), Def()), TestProfile.Default(7).On(1).Stack(4).Limit(0, 5), 3);
            Set_SameIdOrSamePlace_Rule62_Replaces(Of(Max(), Def()), TestProfile.Default(2).Stack(9).Limit(0, 5), 2);
        }

        private static void Set_SameIdOrSamePlace_Rule62_Replaces(TestProfile[] before, TestProfile added, int left)
        {
            ChargingProfileStore store = TestProfile.NewStore(new CutStorage());
            TestProfile.Install(store, before);
            Assert.AreEqual("Accepted", Name(TestProfile.Install(store, added)));
            Assert.AreEqual(left, store.Count);
        }

        [TestMethod]
        public void Set_Full_Rule62_RefusesAnotherButReplacesStill()
        {
            ChargingProfileStore store = TestProfile.NewStore(new CutStorage());
            TestProfile.Install(store, Max(), Def(), TestProfile.Default(3).On(1).Stack(4).Limit(0, 9), TestProfile.Default(4).On(1).Stack(5).Limit(0, 9));
            Assert.AreEqual("Full", Name(TestProfile.Install(store, TestProfile.Default(5).On(1).Stack(6).Limit(0, 9))));
            Assert.AreEqual("Accepted", Name(TestProfile.Install(store, TestProfile.Default(5).On(1).Stack(5).Limit(0, 9))));
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
            ChargingProfileStore store = TestProfile.NewStore(new CutStorage());
            TestProfile.Install(store, Max(), Def(), TestProfile.Default(3).On(1).Stack(4).Limit(0, 9));
            Assert.AreEqual(left >= 0, store.Clear(id >= 0, id, connector, purpose, stack));
            Assert.AreEqual(left >= 0 ? left : 3, store.Count);
        }

        [TestMethod]
        public void Profiles_AfterAReboot_Rule65_AreThereAndTheTransactionsOwnDieWithIt()
        {
            CutStorage storage = new CutStorage();
            ChargingProfileStore store = TestProfile.NewStore(storage);
            TestProfile.Install(store, Max(), TestProfile.OfTransaction(9).Absolute(-5).Amperes().Lasts(3600).ValidFrom(-60).ValidTo(7200).Limit(0, 160).Limit(60, 80));
            ChargingProfileStore rebooted = TestProfile.NewStore(storage);
            Assert.IsTrue(rebooted.Load());
            Assert.AreEqual(2, rebooted.Count);
            ScheduleCalculator calculator = new ScheduleCalculator(rebooted);
            calculator.Compute(1, TestProfile.BaseMs + 55000, 0);
            Assert.AreEqual(80, calculator.LimitDeciA);
            Assert.AreEqual(9, calculator.LimitDeciW);
            rebooted.EndTransaction();
            Assert.AreEqual(1, rebooted.Count);
            ChargingProfileStore again = TestProfile.NewStore(storage);
            Assert.IsTrue(again.Load());
            Assert.AreEqual(1, again.Count);
        }

        [TestMethod]
        public void Set_StorageFails_Rule65_IsNotAcceptedAndNothingChanges()
        {
            CutStorage storage = new CutStorage();
            ChargingProfileStore store = TestProfile.NewStore(storage);
            TestProfile.Install(store, Max());
            storage.CutAfter = 5;
            Assert.AreEqual("NotStored", Name(TestProfile.Install(store, TestProfile.Maximum(7).Limit(0, 1))));
            storage.CutAfter = 5;
            Assert.IsFalse(store.Clear(false, 0, ChargingProfileStore.Any, ChargingProfileStore.Any, ChargingProfileStore.Any));
            Assert.AreEqual(1, store.Count);
            ScheduleCalculator calculator = new ScheduleCalculator(store);
            calculator.Compute(1, TestProfile.BaseMs, -1);
            Assert.AreEqual(9, calculator.LimitDeciW);
        }

        [TestMethod]
        public void Hold_ForARemoteStart_Rule57_IsInForceFromTheStartOn()
        {
            CutStorage storage = new CutStorage();
            ChargingProfileStore store = TestProfile.NewStore(storage);
            Assert.AreEqual("NotForRemoteStart", Name(store.Hold(1, Def().Profile, 0)));
            ChargingProfile profile = TestProfile.OfTransaction(4).Limit(0, 50).Profile;
            profile.HasTransactionId = true;
            Assert.AreEqual("NotForRemoteStart", Name(store.Hold(1, profile, 0)));
            profile.HasTransactionId = false;
            Assert.AreEqual("Accepted", Name(store.Hold(1, profile, 0)));
            ScheduleCalculator calculator = new ScheduleCalculator(store);
            calculator.Compute(1, TestProfile.BaseMs, 0);
            Assert.AreEqual(-1, calculator.LimitDeciW);
            store.BeginTransaction();
            calculator.Compute(1, TestProfile.BaseMs, 0);
            Assert.AreEqual(50, calculator.LimitDeciW);
            store.EndTransaction();
            store.Hold(1, profile, 0);
            ChargingProfileStore rebooted = TestProfile.NewStore(storage);
            rebooted.Load();
            Assert.AreEqual(0, rebooted.Count);
            store.DropHeld();
            Assert.AreEqual(0, store.Count);
        }

        [TestMethod]
        public void Sweep_WhatIsPast_IsRemoved()
        {
            Sweep_WhatIsPast_IsRemoved(TestProfile.Default(1).On(1).ValidTo(60).Limit(0, 9), 1);
            Sweep_WhatIsPast_IsRemoved(TestProfile.Default(1).On(1).Lasts(60).Limit(0, 9), 1);
            Sweep_WhatIsPast_IsRemoved(TestProfile.Default(1).On(1).Daily().Lasts(60).Limit(0, 9), 0);
            Sweep_WhatIsPast_IsRemoved(TestProfile.Default(1).On(1).Relative().Lasts(60).Limit(0, 9), 0);
        }

        private static void Sweep_WhatIsPast_IsRemoved(TestProfile profile, int removed)
        {
            ChargingProfileStore store = TestProfile.NewStore(new CutStorage());
            TestProfile.Install(store, profile);
            Assert.AreEqual(0, store.Sweep(TestProfile.BaseMs + 59999));
            Assert.AreEqual(removed, store.Sweep(TestProfile.BaseMs + 60000));
        }

        private static TestProfile[] Of(params TestProfile[] profiles) => profiles;

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
