using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>
    /// FirmwareStatusNotification (S 6.19), DiagnosticsStatusNotification (S 6.17) and, with the id of the request,
    /// SignedFirmwareStatusNotification and LogStatusNotification (W): one shape, and an empty answer.
    /// </summary>
    public static class ProgressNotifications
    {
        /// <summary>Tells how an unsigned firmware update goes on.</summary>
        public const string Firmware = "FirmwareStatusNotification";
        /// <summary>Tells how the upload for GetDiagnostics goes on.</summary>
        public const string Diagnostics = "DiagnosticsStatusNotification";
        /// <summary>Tells how a signed firmware update goes on.</summary>
        public const string SignedFirmware = "SignedFirmwareStatusNotification";
        /// <summary>Tells how the upload for GetLog goes on.</summary>
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
