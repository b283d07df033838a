using System;
using System.Text;
using Charger.Runtime;
using nanoFramework.TestFramework;
using Ocpp.Client.Authorization;
using Ocpp.Client.Messages;
using Ocpp.Client.Wire;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class AuthorizationTests
    {
        [TestMethod]
        public void Policy_WholeGrid_Rules33To36_DecidesAsTheSpecificationSays()
        {
            for (int facts = 0; facts <= AuthorizationFacts.All; facts++)
            {
                bool online = (facts & AuthorizationFacts.Online) != 0, valid = (facts & AuthorizationFacts.Valid) != 0, bad = (facts & AuthorizationFacts.NotValid) != 0;
                if (valid && bad) continue;
                AuthorizationDecision expected;
                if (online) expected = valid && (facts & AuthorizationFacts.PreAuthorize) != 0 ? AuthorizationDecision.Accept : AuthorizationDecision.Ask;
                else if (bad) expected = AuthorizationDecision.Refuse;
                else if (valid && (facts & AuthorizationFacts.AuthorizeOffline) != 0) expected = AuthorizationDecision.Accept;
                else expected = (facts & AuthorizationFacts.AllowUnknown) != 0 ? AuthorizationDecision.Accept : AuthorizationDecision.Refuse;
                Assert.AreEqual((int)expected, (int)AuthorizationPolicy.Decide(facts), "facts " + facts);
            }
        }

        [TestMethod]
        public void Info_Validity_Rule36_IsStatusAndDate()
        {
            Info_Validity_Rule36_IsStatusAndDate(AuthorizationStatus.Accepted, 0, 1000, true);
            Info_Validity_Rule36_IsStatusAndDate(AuthorizationStatus.Accepted, 1000, 999, true);
            Info_Validity_Rule36_IsStatusAndDate(AuthorizationStatus.Accepted, 1000, 1000, false);
            Info_Validity_Rule36_IsStatusAndDate(AuthorizationStatus.Accepted, 1000, 0, true);
            Info_Validity_Rule36_IsStatusAndDate(AuthorizationStatus.Blocked, 0, 1000, false);
            Info_Validity_Rule36_IsStatusAndDate(AuthorizationStatus.ConcurrentTx, 2000, 1000, false);
        }

        private static void Info_Validity_Rule36_IsStatusAndDate(AuthorizationStatus status, int expiryMs, int nowMs, bool valid)
        {
            IdTagInfo info = new IdTagInfo();
            info.Status = status;
            info.ExpiryMs = expiryMs;
            Assert.AreEqual(valid, info.IsValid(nowMs));
        }

        [TestMethod]
        public void SendLocalList_Rule39_IsReadOrToldByItsError()
        {
            SendLocalList_Rule39_IsReadOrToldByItsError("{\"idTag\":\"A\"}", "1 1");
            SendLocalList_Rule39_IsReadOrToldByItsError("{\"idTag\":\"A\",\"idTagInfo\":{\"status\":\"Expired\",\"expiryDate\":\"2026-11-21T00:00:00Z\"}},{\"idTag\":\"b\"}", "2 1");
            SendLocalList_Rule39_IsReadOrToldByItsError("{\"idTag\":\"A\"},{\"idTag\":\"a\"}", "'a' is there twice");
            SendLocalList_Rule39_IsReadOrToldByItsError("{\"idTag\":\"1\"},{\"idTag\":\"2\"},{\"idTag\":\"3\"}", "more than 2 entries");
            SendLocalList_Rule39_IsReadOrToldByItsError("{\"idTag\":\"A\",\"idTagInfo\":{\"status\":\"accepted\"}}", PayloadReader.PropertyError);
            SendLocalList_Rule39_IsReadOrToldByItsError("{\"idTag\":\"A\",\"idTagInfo\":{}}", PayloadReader.OccurrenceError);
            SendLocalList_Rule39_IsReadOrToldByItsError("{\"idTag\":\"123456789012345678901\"}", PayloadReader.PropertyError);
            SendLocalList_Rule39_IsReadOrToldByItsError("7", PayloadReader.TypeError);
        }

        private static void SendLocalList_Rule39_IsReadOrToldByItsError(string entries, string expected)
        {
            PayloadReader r = new PayloadReader();
            ListChanges changes = new ListChanges(2);
            byte[] bytes = Encoding.UTF8.GetBytes("[2,\"1\",\"X\",{\"listVersion\":3,\"updateType\":\"Full\",\"localAuthorizationList\":[" + entries + "]}]");
            RpcFrame frame = new RpcFrame();
            Assert.IsTrue(frame.TryRead(r.Json, bytes, 0, bytes.Length), entries);
            bool good = SendLocalList.Read(r, frame, changes, out int version, out bool full);
            if (good) Assert.IsTrue(version == 3 && full);
            Assert.AreEqual(expected, !good ? r.ErrorCode : changes.Wrong != null ? changes.Wrong : changes.Count + " " + changes.Deleting);
        }

        [TestMethod]
        public void File_ListAndCache_Rule34_TheListIsFoundFirst()
        {
            Flash flash = new Flash();
            Crc32 crc = new Crc32();
            IdTagInfo info = new IdTagInfo();
            info.ParentIdTag = "Fleet";
            info.ExpiryMs = 1_800_000_000_123;
            Assert.IsTrue(new IdTagFile(flash, crc).Put(IdTagRecord.Cached, "Rider", info));
            ListChanges changes = new ListChanges(2);
            info.Status = AuthorizationStatus.Blocked;
            changes.Add("Other", info);
            Assert.IsTrue(new IdTagFile(flash, crc).Update(false, -5 + 9, changes));
            IdTagFile file = new IdTagFile(flash, crc);
            Assert.AreEqual("4 1 1", file.Version + " " + file.ListCount + " " + file.CacheCount);
            Assert.AreEqual(IdTagRecord.Listed, file.Find("OTHER", IdTagRecord.Listed | IdTagRecord.Cached, info));
            Assert.AreEqual((int)AuthorizationStatus.Blocked, (int)info.Status);
            Assert.AreEqual(IdTagRecord.Cached, file.Find("rIDER", IdTagRecord.Listed | IdTagRecord.Cached, info));
            Assert.AreEqual("fleet", info.ParentIdTag);
            Assert.AreEqual(1_800_000_000_123, info.ExpiryMs);
            Assert.AreEqual(0, file.Find("Rider", IdTagRecord.Listed, info));
        }

        /// <summary>Two growing files.</summary>
        private sealed class Flash : IStorage
        {
            private byte[] _a;
            private byte[] _b;

            public int Length(string name) => Of(name) == null ? -1 : Of(name).Length;

            public int Read(string name, int position, byte[] buffer, int offset, int count)
            {
                byte[] file = Of(name);
                if (file == null) return -1;
                if (count > file.Length - position) count = file.Length - position;
                if (count > 0) Array.Copy(file, position, buffer, offset, count);
                return count;
            }

            public bool Write(string name, byte[] buffer, int offset, int count) => false;

            public bool Append(string name, byte[] buffer, int offset, int count)
            {
                byte[] old = Of(name);
                int length = old == null ? 0 : old.Length;
                byte[] file = new byte[length + count];
                if (length > 0) Array.Copy(old, 0, file, 0, length);
                Array.Copy(buffer, offset, file, length, count);
                Put(name, file);
                return true;
            }

            public bool Delete(string name)
            {
                Put(name, null);
                return true;
            }

            private byte[] Of(string name) => name == "ids.a" ? _a : _b;

            private void Put(string name, byte[] file)
            {
                if (name == "ids.a") _a = file;
                else _b = file;
            }
        }
    }
}
