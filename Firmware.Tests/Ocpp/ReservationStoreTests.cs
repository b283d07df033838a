using Charger.Runtime;
using nanoFramework.TestFramework;
using Ocpp.Client.Reservation;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class ReservationStoreTests
    {
        private const long NowMs = 1_800_000_000_000;
        private const long LaterMs = NowMs + 60000;

        [TestMethod]
        public void Reserve_WhileReserved_Rule60_TheSameIdReplaces()
        {
            // Connector, reservation id (5 is there already), expiry after now in ms, use of the connector, expected.
            Reserve_WhileReserved_Rule60_TheSameIdReplaces(1, 5, 1, 0, "Accepted");
            Reserve_WhileReserved_Rule60_TheSameIdReplaces(1, 6, 1, 0, "Occupied");
            Reserve_WhileReserved_Rule60_TheSameIdReplaces(0, 5, 1, 0, "Accepted");
            Reserve_WhileReserved_Rule60_TheSameIdReplaces(1, 5, 0, 0, "Rejected");
            Reserve_WhileReserved_Rule60_TheSameIdReplaces(2, 5, 1, 0, "Rejected");
            Reserve_WhileReserved_Rule60_TheSameIdReplaces(1, 5, 1, 1, "Occupied");
            Reserve_WhileReserved_Rule60_TheSameIdReplaces(1, 5, 1, 2, "Unavailable");
            Reserve_WhileReserved_Rule60_TheSameIdReplaces(1, 5, 1, 3, "Faulted");
        }

        private static void Reserve_WhileReserved_Rule60_TheSameIdReplaces(int connector, int id, int expiryMs, int use, string expected)
        {
            ReservationStore store = New(new CutStorage(), true);
            Assert.AreEqual("Accepted", Reserve(store, 5));
            Assert.AreEqual(expected, ReservationStore.Word(store.Reserve(connector, id, "CD", "", NowMs + expiryMs, (ConnectorUse)use, NowMs)));
            Assert.AreEqual(expected == "Accepted" ? "CD" : "ab", store.IdTag);
            Assert.AreEqual(5, store.ReservationId);
        }

        [TestMethod]
        public void Reserve_ConnectorZeroNotSupported_Rule60_IsRejected()
        {
            ReservationStore store = New(new CutStorage(), false);
            Assert.AreEqual("Rejected", ReservationStore.Word(store.Reserve(0, 5, "ab", "", LaterMs, ConnectorUse.Free, NowMs)));
            Assert.IsFalse(store.IsReserved);
        }

        [TestMethod]
        public void Match_IdOrParent_Rule32_WithoutRegardToCase()
        {
            Match_IdOrParent_Rule32_WithoutRegardToCase("AB", "", "this");
            Match_IdOrParent_Rule32_WithoutRegardToCase("x", "P", "this");
            Match_IdOrParent_Rule32_WithoutRegardToCase("x", "", "other");
            Match_IdOrParent_Rule32_WithoutRegardToCase("x", "ab", "other");
        }

        private static void Match_IdOrParent_Rule32_WithoutRegardToCase(string idTag, string parent, string expected)
        {
            ReservationStore store = New(new CutStorage(), true);
            Assert.AreEqual((int)ReservationMatch.NotReserved, (int)store.Match(idTag, parent));
            Reserve(store, 5);
            Assert.AreEqual(expected == "this", store.Match(idTag, parent) == ReservationMatch.ForThisId);
            Assert.AreEqual(expected == "other", store.Match(idTag, parent) == ReservationMatch.ForAnotherId);
        }

        [TestMethod]
        public void Step_ExpiryFaultOrUnavailable_Rule60_EndsIt()
        {
            // Clock known, ms after the expiry, faulted, unavailable, how it ended.
            Step_ExpiryFaultOrUnavailable_Rule60_EndsIt(true, -1, false, false, 0);
            Step_ExpiryFaultOrUnavailable_Rule60_EndsIt(true, 0, false, false, 1);
            Step_ExpiryFaultOrUnavailable_Rule60_EndsIt(false, 9999, false, false, 0);
            Step_ExpiryFaultOrUnavailable_Rule60_EndsIt(true, -1, true, false, 2);
            Step_ExpiryFaultOrUnavailable_Rule60_EndsIt(false, -1, false, true, 3);
        }

        private static void Step_ExpiryFaultOrUnavailable_Rule60_EndsIt(bool clockKnown, int afterMs, bool faulted, bool unavailable, int end)
        {
            CutStorage storage = new CutStorage();
            ReservationStore store = New(storage, true);
            Reserve(store, 5);
            Assert.AreEqual(end != 0, store.Step(clockKnown, LaterMs + afterMs, faulted, unavailable));
            Assert.AreEqual(end, (int)store.LastEnd);
            Assert.IsFalse(end != 0 && store.Step(clockKnown, LaterMs + afterMs, faulted, unavailable));
            ReservationStore rebooted = New(storage, true);
            Assert.IsTrue(rebooted.Load());
            Assert.AreEqual(end == 0, rebooted.IsReserved);
        }

        [TestMethod]
        public void Reservation_AfterAReboot_Rule60_KnowsAllOfIt()
        {
            CutStorage storage = new CutStorage();
            Reserve(New(storage, true), -5);
            ReservationStore store = New(storage, true);
            Assert.IsTrue(store.Load());
            Assert.AreEqual("ab|p|-5|1", store.IdTag + "|" + store.ParentIdTag + "|" + store.ReservationId + "|" + store.ConnectorId);
            Assert.AreEqual(LaterMs, store.ExpiryMs);
        }

        [TestMethod]
        public void Cancel_OnlyTheRightId_Rule60_EndsIt()
        {
            ReservationStore store = New(new CutStorage(), true);
            Assert.IsFalse(store.Cancel(5));
            Reserve(store, 5);
            Assert.IsFalse(store.Cancel(6));
            Assert.IsTrue(store.Cancel(5));
            Assert.IsFalse(store.IsReserved);
        }

        [TestMethod]
        public void Use_ByATransaction_Rule25_EndsItAndItsIdIsStillTold()
        {
            ReservationStore store = New(new CutStorage(), true);
            Reserve(store, 5);
            store.Use();
            Assert.IsFalse(store.IsReserved);
            Assert.AreEqual(5, store.ReservationId);
        }

        [TestMethod]
        public void Reserve_StorageFails_Rule60_IsNotAccepted()
        {
            CutStorage storage = new CutStorage();
            ReservationStore store = New(storage, true);
            storage.CutAfter = 3;
            Assert.AreEqual("Rejected", Reserve(store, 5));
            Assert.IsFalse(store.IsReserved);
        }

        private static ReservationStore New(CutStorage storage, bool zero) =>
            new ReservationStore(storage, new Crc32(), zero);

        private static string Reserve(ReservationStore store, int id) => ReservationStore.Word(store.Reserve(1, id, "ab", "p", LaterMs, ConnectorUse.Free, NowMs));
    }
}
