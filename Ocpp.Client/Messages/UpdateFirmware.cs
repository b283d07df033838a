using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>UpdateFirmware (S 6.55, 6.56): the answer is empty.</summary>
    public static class UpdateFirmware
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "UpdateFirmware";

        private const int MaxLocation = 512;

        /// <summary>Reads the payload of the request; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
        public static bool Read(PayloadReader r, RpcFrame frame, FirmwareRequest into)
        {
            bool hasDate = false;
            into.Location = null;
            into.Signed = false;
            into.InstallMs = 0;
            into.Retries = into.RetryIntervalS = -1;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (r.NameIs("location"))
                {
                    into.Location = r.Text(MaxLocation);
                }
                else if (r.NameIs("retrieveDate"))
                {
                    into.RetrieveMs = r.Time();
                    hasDate = true;
                }
                else if (r.NameIs("retries"))
                {
                    into.Retries = r.Count();
                }
                else if (r.NameIs("retryInterval"))
                {
                    into.RetryIntervalS = r.Count();
                }
            }
            if (!r.IsGood) return false;
            if (into.Location == null) return r.Missing("location");
            return hasDate || r.Missing("retrieveDate");
        }
    }
}
