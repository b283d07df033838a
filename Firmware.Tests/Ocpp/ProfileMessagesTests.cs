using System.Text;
using nanoFramework.TestFramework;
using Ocpp.Client.Messages;
using Ocpp.Client.SmartCharging;
using Ocpp.Client.Wire;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class ProfileMessagesTests
    {
        private const string Periods = "\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":16.5,\"numberPhases\":3},{\"startPeriod\":60,\"limit\":0}]";
        private const string Schedule = "\"chargingSchedule\":{\"duration\":3600,\"startSchedule\":\"2026-11-21T00:00:00Z\",\"chargingRateUnit\":\"A\",\"minChargingRate\":1.5," + Periods + "}";
        private const string Profile = "\"chargingProfileId\":7,\"transactionId\":-2,\"stackLevel\":3,\"chargingProfilePurpose\":\"TxProfile\",\"chargingProfileKind\":\"Recurring\",\"recurrencyKind\":\"Weekly\",\"validFrom\":\"2026-11-20T00:00:00Z\",\"validTo\":\"2026-11-22T00:00:00+01:00\",";
        private const string Firmware = "\"location\":\"http://h/f\",\"retrieveDateTime\":\"2026-11-21T00:00:00Z\",\"signingCertificate\":\"-a\\n-\",\"signature\":\"sig\"";

        [TestMethod]
        public void SetChargingProfile_AllFields_AreRead()
        {
            PayloadReader r = new PayloadReader();
            ChargingProfile p = new ChargingProfile(3);
            Assert.IsTrue(SetChargingProfile.Read(r, Frame("{\"connectorId\":1,\"csChargingProfiles\":{" + Profile + Schedule + "}}"), p, out int connector), r.ErrorText);
            Assert.AreEqual("1|7|-2|3|2|1|2|3600|1|2", connector + "|" + p.ProfileId + "|" + p.TransactionId + "|" + p.StackLevel + "|" + (int)p.Purpose + "|" + (int)p.Kind + "|" + (int)p.Recurrency + "|" + p.DurationS + "|" + (int)p.Unit + "|" + p.Periods);
            Assert.AreEqual("165|60|0", p.PeriodLimit[0] + "|" + p.PeriodStartS[1] + "|" + p.PeriodLimit[1]);
            Assert.AreEqual(1795219200000L, p.StartMs);
            Assert.AreEqual(1795132800000L, p.ValidFromMs);
            Assert.AreEqual(1795302000000L, p.ValidToMs);
            Assert.IsTrue(p.HasTransactionId && p.HasStart && !p.Overfull);
        }

        [TestMethod]
        public void SetChargingProfile_Wrong_Rule68_IsToldByItsKind()
        {
            // What is changed in the schedule or profile, and the error that follows.
            SetChargingProfile_Wrong_Rule68_IsToldByItsKind("16.5", "16.55", "PropertyConstraintViolation");
            SetChargingProfile_Wrong_Rule68_IsToldByItsKind("16.5", "-1", "PropertyConstraintViolation");
            SetChargingProfile_Wrong_Rule68_IsToldByItsKind("16.5", "\"16\"", "TypeConstraintViolation");
            SetChargingProfile_Wrong_Rule68_IsToldByItsKind("16.5", "16.50", "");
            SetChargingProfile_Wrong_Rule68_IsToldByItsKind("\"A\"", "\"V\"", "PropertyConstraintViolation");
            SetChargingProfile_Wrong_Rule68_IsToldByItsKind("\"TxProfile\"", "\"txprofile\"", "PropertyConstraintViolation");
            SetChargingProfile_Wrong_Rule68_IsToldByItsKind("\"stackLevel\":3,", "", "OccurenceConstraintViolation");
            SetChargingProfile_Wrong_Rule68_IsToldByItsKind("\"stackLevel\":3", "\"stackLevel\":1.5", "TypeConstraintViolation");
            SetChargingProfile_Wrong_Rule68_IsToldByItsKind("\"connectorId\":1,", "", "OccurenceConstraintViolation");
            SetChargingProfile_Wrong_Rule68_IsToldByItsKind(Periods, "\"chargingSchedulePeriod\":[]", "OccurenceConstraintViolation");
            SetChargingProfile_Wrong_Rule68_IsToldByItsKind(Periods, "\"chargingSchedulePeriod\":[7]", "TypeConstraintViolation");
            SetChargingProfile_Wrong_Rule68_IsToldByItsKind("\"Weekly\"", "\"Monthly\"", "PropertyConstraintViolation");
            SetChargingProfile_Wrong_Rule68_IsToldByItsKind("2026-11-22T", "2026-11-32T", "PropertyConstraintViolation");
        }

        private static void SetChargingProfile_Wrong_Rule68_IsToldByItsKind(string what, string otherwise, string error)
        {
            string json = "{\"connectorId\":1,\"csChargingProfiles\":{" + Profile + Schedule + "}}";
            int at = json.IndexOf(what);
            json = json.Substring(0, at) + otherwise + json.Substring(at + what.Length);
            PayloadReader r = new PayloadReader();
            Assert.AreEqual(error.Length == 0, SetChargingProfile.Read(r, Frame(json), new ChargingProfile(3), out int _));
            if (error.Length > 0) Assert.AreEqual(error, r.ErrorCode, r.ErrorText);
        }

        [TestMethod]
        public void SetChargingProfile_MorePeriodsThanRoom_Rule61_IsNoCallErrorButRejected()
        {
            PayloadReader r = new PayloadReader();
            ChargingProfile p = new ChargingProfile(1);
            Assert.IsTrue(SetChargingProfile.Read(r, Frame("{\"connectorId\":1,\"csChargingProfiles\":{" + Profile + Schedule + "}}"), p, out int _));
            Assert.IsTrue(p.Overfull);
        }

        [TestMethod]
        public void ClearChargingProfile_Fields_Rule69_AreReadAsGiven()
        {
            ClearChargingProfile_Fields_Rule69_AreReadAsGiven("{}", "False|0|-1|-1|-1");
            ClearChargingProfile_Fields_Rule69_AreReadAsGiven("{\"id\":4}", "True|4|-1|-1|-1");
            ClearChargingProfile_Fields_Rule69_AreReadAsGiven("{\"connectorId\":0,\"chargingProfilePurpose\":\"TxDefaultProfile\",\"stackLevel\":2}", "False|0|0|1|2");
        }

        private static void ClearChargingProfile_Fields_Rule69_AreReadAsGiven(string json, string expected)
        {
            ClearChargingProfile m = new ClearChargingProfile();
            Assert.IsTrue(m.Read(new PayloadReader(), Frame(json)));
            Assert.AreEqual(expected, (m.HasId ? "True" : "False") + "|" + m.Id + "|" + m.ConnectorId + "|" + m.Purpose + "|" + m.StackLevel);
        }

        [TestMethod]
        public void GetCompositeSchedule_Answer_Rule68_LeavesOutStartSchedule()
        {
            PayloadReader r = new PayloadReader();
            Assert.IsFalse(GetCompositeSchedule.Read(r, Frame("{\"connectorId\":1}"), out int _, out int _, out ChargingRateUnit _));
            Assert.IsTrue(GetCompositeSchedule.Read(r, Frame("{\"connectorId\":1,\"duration\":60,\"chargingRateUnit\":\"A\"}"), out int connector, out int duration, out ChargingRateUnit unit));
            Assert.AreEqual("1|60|1", connector + "|" + duration + "|" + (int)unit);
            CompositeSchedule schedule = new CompositeSchedule { ConnectorId = 1, StartMs = 1795219200000L, DurationS = 60, Unit = unit, Periods = 2 };
            schedule.PeriodLimit[0] = 165;
            schedule.PeriodStartS[1] = 30;
            JsonWriter w = new JsonWriter(new byte[300]);
            GetCompositeSchedule.WriteAnswer(w, schedule, new byte[Iso8601.Length + 2]);
            Assert.AreEqual("{\"status\":\"Accepted\",\"connectorId\":1,\"scheduleStart\":\"2026-11-21T00:00:00.000Z\",\"chargingSchedule\":{\"duration\":60,\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":16.5},{\"startPeriod\":30,\"limit\":0}]}}", Text(w));
        }

        [TestMethod]
        public void ReserveNow_Fields_AreReadAndChecked()
        {
            ReserveNow_Fields_AreReadAndChecked("{\"connectorId\":0,\"expiryDate\":\"2026-11-21T00:00:00Z\",\"idTag\":\"a\",\"reservationId\":-4}", "");
            ReserveNow_Fields_AreReadAndChecked("{\"connectorId\":0,\"expiryDate\":\"2026-11-21T00:00:00Z\",\"idTag\":\"123456789012345678901\",\"reservationId\":4}", "PropertyConstraintViolation");
            ReserveNow_Fields_AreReadAndChecked("{\"connectorId\":0,\"expiryDate\":\"tomorrow\",\"idTag\":\"a\",\"reservationId\":4}", "PropertyConstraintViolation");
            ReserveNow_Fields_AreReadAndChecked("{\"connectorId\":0,\"expiryDate\":\"2026-11-21T00:00:00Z\",\"idTag\":\"a\"}", "OccurenceConstraintViolation");
            ReserveNow_Fields_AreReadAndChecked("{\"connectorId\":\"0\",\"expiryDate\":\"2026-11-21T00:00:00Z\",\"idTag\":\"a\",\"reservationId\":4}", "TypeConstraintViolation");
        }

        private static void ReserveNow_Fields_AreReadAndChecked(string json, string error)
        {
            PayloadReader r = new PayloadReader();
            ReserveNow m = new ReserveNow();
            Assert.AreEqual(error.Length == 0, m.Read(r, Frame(json)));
            if (error.Length > 0) Assert.AreEqual(error, r.ErrorCode);
            else Assert.AreEqual("0|-4|a||1795219200000", m.ConnectorId + "|" + m.ReservationId + "|" + m.IdTag + "|" + m.ParentIdTag + "|" + m.ExpiryMs);
            Assert.IsTrue(CancelReservation.Read(r, Frame("{\"reservationId\":0}"), out int id) && id == 0);
            Assert.IsFalse(CancelReservation.Read(r, Frame("{}"), out int _));
        }

        [TestMethod]
        public void UpdateFirmware_PlainAndSigned_AreRead()
        {
            PayloadReader r = new PayloadReader();
            FirmwareRequest q = new FirmwareRequest();
            Assert.IsTrue(UpdateFirmware.Read(r, Frame("{\"location\":\"http:\\/\\/h/f\",\"retrieveDate\":\"2026-11-21T00:00:00Z\",\"retries\":2}"), q));
            Assert.AreEqual("http://h/f|2|-1", q.Location + "|" + q.Retries + "|" + q.RetryIntervalS);
            Assert.IsFalse(UpdateFirmware.Read(r, Frame("{\"location\":\"x\"}"), q));
            SignedUpdateFirmware m = new SignedUpdateFirmware();
            RpcFrame frame = Frame("{\"requestId\":9,\"firmware\":{" + Firmware + "}}");
            Assert.IsTrue(m.Read(r, frame, q), r.ErrorText);
            Assert.AreEqual("9|-a\\n-|sig", q.RequestId + "|" + Encoding.UTF8.GetString(frame.Buffer, m.CertificateAt, m.CertificateCount) + "|" + Encoding.UTF8.GetString(frame.Buffer, m.SignatureAt, m.SignatureCount));
            Assert.IsFalse(m.Read(r, Frame("{\"requestId\":9,\"firmware\":{\"location\":\"x\"}}"), q));
        }

        [TestMethod]
        public void GetDiagnosticsAndGetLog_Rule71_AreReadAndAnswered()
        {
            PayloadReader r = new PayloadReader();
            GetDiagnostics m = new GetDiagnostics();
            Assert.IsTrue(m.Read(r, Frame("{\"location\":\"http://h/\",\"retryInterval\":5,\"startTime\":\"2026-11-21T00:00:00Z\"}")));
            Assert.AreEqual("http://h/|-1|5|1795219200000", m.Location + "|" + m.Retries + "|" + m.RetryIntervalS + "|" + m.FromMs);
            Assert.AreEqual(long.MaxValue, m.ToMs);
            Assert.IsTrue(m.ReadLog(r, Frame("{\"logType\":\"SecurityLog\",\"requestId\":3,\"log\":{\"remoteLocation\":\"http://l/\"}}")));
            Assert.AreEqual("http://l/|3|1", m.Location + "|" + m.RequestId + "|" + (int)m.Kind);
            Assert.IsFalse(m.ReadLog(r, Frame("{\"logType\":\"Other\",\"requestId\":3,\"log\":{\"remoteLocation\":\"http://l/\"}}")));
            JsonWriter w = new JsonWriter(new byte[300]);
            GetDiagnostics.WriteAnswer(w, null);
            GetDiagnostics.WriteAnswer(w, "a\"");
            GetDiagnostics.WriteLogAnswer(w, RequestAnswer.AcceptedCanceled, "f");
            ProgressNotifications.Write(w, "Idle", true, -1);
            Assert.AreEqual("{}{\"fileName\":\"a\\\"\"}{\"status\":\"AcceptedCanceled\",\"filename\":\"f\"}{\"status\":\"Idle\",\"requestId\":-1}", Text(w));
        }

        private static RpcFrame Frame(string payload)
        {
            byte[] bytes = Encoding.UTF8.GetBytes("[2,\"1\",\"X\"," + payload + "]");
            RpcFrame frame = new RpcFrame();
            Assert.IsTrue(frame.TryRead(new JsonReader(), bytes, 0, bytes.Length), payload);
            return frame;
        }

        private static string Text(JsonWriter w) => Encoding.UTF8.GetString(w.Buffer, 0, w.Count);
    }
}
