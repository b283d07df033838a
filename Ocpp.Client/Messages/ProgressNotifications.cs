using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>
    /// FirmwareStatusNotification (S 6.19), DiagnosticsStatusNotification (S 6.17) and, with the id of the request,
    /// SignedFirmwareStatusNotification and LogStatusNotification (W): one shape, and an empty answer.
    /// </summary>
    public static class ProgressNotifications
    {
        /// <summary>Reports the progress of an unsigned firmware update.</summary>
        public const string Firmware = "FirmwareStatusNotification";
        /// <summary>Reports the progress of the upload for GetDiagnostics.</summary>
        public const string Diagnostics = "DiagnosticsStatusNotification";
        /// <summary>Reports the progress of a signed firmware update.</summary>
        public const string SignedFirmware = "SignedFirmwareStatusNotification";
        /// <summary>Reports the progress of the upload for GetLog.</summary>
        public const string Log = "LogStatusNotification";

        /// <summary>Writes the payload of any of the four requests.</summary>
        /// <param name="status">Plain ASCII, as the enumeration spells it.</param>
        public static void Write(JsonWriter w, string status, bool withRequestId, int requestId)
        {
            w.Raw("{\"status\":\"");
            w.Raw(status);
            w.Byte('"');
            if (withRequestId)
            {
                w.Raw(",\"requestId\":");
                w.Number(requestId);
            }
            w.Byte('}');
        }
    }
}
