using Charger.Runtime;
using nanoFramework.TestFramework;
using Ocpp.Client.Reservation;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class ReservationBookTests
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
            ReservationBook book = New(new CutStorage(), true);
            Assert.AreEqual("Accepted", Reserve(book, 5));
            Assert.AreEqual(expected, ReservationBook.Word(book.Reserve(connector, id, "CD", "", NowMs + expiryMs, (ConnectorUse)use, NowMs)));
            Assert.AreEqual(expected == "Accepted" ? "CD" : "ab", book.IdTag);
            Assert.AreEqual(5, book.ReservationId);
        }

        [TestMethod]
        public void Reserve_ConnectorZeroNotSupported_Rule60_IsRejected()
        {
            ReservationBook book = New(new CutStorage(), false);
            Assert.AreEqual("Rejected", ReservationBook.Word(book.Reserve(0, 5, "ab", "", LaterMs, ConnectorUse.Free, NowMs)));
            Assert.IsFalse(book.IsReserved);
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
            ReservationBook book = New(new CutStorage(), true);
            Assert.AreEqual((int)ReservationMatch.NotReserved, (int)book.Match(idTag, parent));
            Reserve(book, 5);
            Assert.AreEqual(expected == "this", book.Match(idTag, parent) == ReservationMatch.ForThisId);
            Assert.AreEqual(expected == "other", book.Match(idTag, parent) == ReservationMatch.ForAnotherId);
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
            ReservationBook book = New(storage, true);
            Reserve(book, 5);
            Assert.AreEqual(end != 0, book.Step(clockKnown, LaterMs + afterMs, faulted, unavailable));
            Assert.AreEqual(end, (int)book.LastEnd);
            Assert.IsFalse(end != 0 && book.Step(clockKnown, LaterMs + afterMs, faulted, unavailable));
            ReservationBook rebooted = New(storage, true);
            Assert.IsTrue(rebooted.Load());
            Assert.AreEqual(end == 0, rebooted.IsReserved);
        }

        [TestMethod]
        public void Book_AfterAReboot_Rule60_KnowsAllOfIt()
        {
            CutStorage storage = new CutStorage();
            Reserve(New(storage, true), -5);
            ReservationBook book = New(storage, true);
            Assert.IsTrue(book.Load());
            Assert.AreEqual("ab|p|-5|1", book.IdTag + "|" + book.ParentIdTag + "|" + book.ReservationId + "|" + book.ConnectorId);
            Assert.AreEqual(LaterMs, book.ExpiryMs);
        }

        [TestMethod]
        public void Cancel_OnlyTheRightId_Rule60_EndsIt()
        {
            ReservationBook book = New(new CutStorage(), true);
            Assert.IsFalse(book.Cancel(5));
            Reserve(book, 5);
            Assert.IsFalse(book.Cancel(6));
            Assert.IsTrue(book.Cancel(5));
            Assert.IsFalse(book.IsReserved);
        }

        [TestMethod]
        public void Use_ByATransaction_Rule25_EndsItAndItsIdIsStillTold()
        {
            ReservationBook book = New(new CutStorage(), true);
            Reserve(book, 5);
            book.Use();
            Assert.IsFalse(book.IsReserved);
            Assert.AreEqual(5, book.ReservationId);
        }

        [TestMethod]
        public void Reserve_StorageFails_Rule60_IsNotAccepted()
        {
            CutStorage storage = new CutStorage();
            ReservationBook book = New(storage, true);
            storage.CutAfter = 3;
            Assert.AreEqual("Rejected", Reserve(book, 5));
            Assert.IsFalse(book.IsReserved);
        }

        private static ReservationBook New(CutStorage storage, bool zero) =>
            new ReservationBook(storage, new Crc32(), zero);

        private static string Reserve(ReservationBook book, int id) => ReservationBook.Word(book.Reserve(1, id, "ab", "p", LaterMs, ConnectorUse.Free, NowMs));
    }
}
