using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>BootNotification (S 6.3, 6.4).</summary>
    public static class BootNotification
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "BootNotification";

        /// <summary>Writes the payload of the request; empty fields are left out.</summary>
        public static void Write(JsonWriter w, ChargePointOptions who)
        {
            w.Text("{\"chargePointVendor\":", who.Vendor);
            w.Text(",\"chargePointModel\":", who.Model);
            if (who.SerialNumber.Length > 0) w.Text(",\"chargePointSerialNumber\":", who.SerialNumber);
            if (who.FirmwareVersion.Length > 0) w.Text(",\"firmwareVersion\":", who.FirmwareVersion);
            if (who.MeterType.Length > 0) w.Text(",\"meterType\":", who.MeterType);
            w.Byte('}');
        }

        /// <summary>False when the answer is not one; <see cref="PayloadReader.ErrorText"/> says why.</summary>
        public static bool ReadAnswer(PayloadReader r, RpcFrame frame, out string status, out int intervalS, out long timeMs)
        {
            status = null;
            intervalS = 0;
            timeMs = 0;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (r.NameIs("status")) status = r.Text(20);
                else if (r.NameIs("interval")) intervalS = r.Whole();
                else if (r.NameIs("currentTime")) timeMs = r.Time();
            }
            if (r.IsGood && status == null) r.Missing("status");
            return r.IsGood;
        }
    }
}
