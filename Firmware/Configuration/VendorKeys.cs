using Charger.Can;
using Ocpp.Client.Configuration;

namespace Firmware
{
    /// <summary>
    /// The charger's own keys, all with one prefix: address and identity for the connection, what starts a session, and every setting of
    /// the charging control (charger-protocol.md, "Decisions" and "Only a bench can settle") by its own table.
    /// </summary>
    public sealed class VendorKeys : IKeyTable
    {
        /// <summary>What all their names begin with.</summary>
        public const string Prefix = "Charger.";
        /// <summary>Address of the central system, without the identity.</summary>
        public const int Url = 0;
        /// <summary>Charge point identity, the last part of the address.</summary>
        public const int Identity = 1;
        /// <summary>chargePointVendor of BootNotification.</summary>
        public const int VendorName = 2;
        /// <summary>chargePointModel of BootNotification.</summary>
        public const int Model = 3;
        /// <summary>chargePointSerialNumber of BootNotification.</summary>
        public const int SerialNumber = 4;
        /// <summary>vendorId of the charger's DataTransfers.</summary>
        public const int VendorId = 5;
        /// <summary>Id that the START button presents; empty switches it off.</summary>
        public const int StartButtonId = 6;
        /// <summary>Id that is presented by itself on a plug-in; empty switches it off.</summary>
        public const int FreeChargingId = 7;
        /// <summary>Pause before the first attempt to reconnect.</summary>
        public const int ReconnectFirstMs = 8;
        /// <summary>Longest pause between two attempts.</summary>
        public const int ReconnectLongestMs = 9;
        /// <summary>Whether a lost TLS link may pause the output to reconnect.</summary>
        public const int PauseForTls = 10;
        /// <summary>Least time between two such pauses.</summary>
        public const int PauseForTlsMinutes = 11;
        /// <summary>Free managed heap below which a warning is written.</summary>
        public const int HeapFloorBytes = 12;
        /// <summary>0 error to 4 trace.</summary>
        public const int LogLevel = 13;

        // The link's bounds, read by LinkSettings.
        /// <summary>Time for the TCP connect.</summary>
        public const int ConnectMs = 14;
        /// <summary>Time for the WebSocket upgrade.</summary>
        public const int UpgradeMs = 15;
        /// <summary>Silence after which the central system counts as gone.</summary>
        public const int IdleMs = 16;
        /// <summary>Time to wait for a pong.</summary>
        public const int PongMs = 17;
        /// <summary>Time after which a frame that is not accepted ends the link.</summary>
        public const int SendStallMs = 18;
        /// <summary>Largest message that is received.</summary>
        public const int MessageBytes = 19;

        /// <summary>Address for security profiles 2 and 3; empty: that of <see cref="Url"/>.</summary>
        public const int SecureUrl = 20;
        /// <summary>Whether the platform's store has a certificate of the device.</summary>
        public const int DeviceCertificate = 21;

        /// <summary>From here on the rows of <see cref="ChargerSettings"/>.</summary>
        public const int FirstSetting = 22;

        private readonly ChargerSetting _setting = new ChargerSetting();

        /// <inheritdoc/>
        public int Count => FirstSetting + ChargerSettings.Count;

        /// <inheritdoc/>
        public void Describe(int index, ConfigurationKey k)
        {
            if (index < FirstSetting)
            {
                DescribeOwn(index, k);
                return;
            }
            ChargerSettings.Describe(index - FirstSetting, _setting);
            k.Whole(Prefix + _setting.Name, _setting.Default, _setting.Least, _setting.Most, _setting.Text);
            k.NeedsReboot = true;
        }

        /// <summary>Fills settings from the store's values; null, or the sentence that says which do not fit together.</summary>
        public static string Fill(ConfigurationStore from, int[] into)
        {
            for (int i = 0; i < ChargerSettings.Count; i++) ChargerSettings.TrySet(into, i, from.Whole(from.VendorBase + FirstSetting + i));
            return ChargerSettings.Check(into);
        }

        private static void DescribeOwn(int index, ConfigurationKey k)
        {
            switch (index)
            {
                case Url:
                    k.Text("Charger.Url", "", 0, 200, "address of the central system, without the identity");
                    k.Kind = KeyKind.Address;
                    break;
                case Identity: k.Text("Charger.Identity", "", 0, 48, "charge point identity, the last part of the address"); break;
                case VendorName: k.Text("Charger.VendorName", "Charger", 1, 20, "chargePointVendor of BootNotification"); break;
                case Model: k.Text("Charger.Model", "DC-2W", 1, 20, "chargePointModel of BootNotification"); break;
                case SerialNumber: k.Text("Charger.SerialNumber", "", 0, 25, "chargePointSerialNumber of BootNotification"); break;
                case VendorId: k.Text("Charger.VendorId", "charger", 1, 255, "vendorId of the charger's DataTransfers"); break;
                case StartButtonId: k.Text("Charger.StartButtonId", "", 0, 20, "id the START button presents; empty switches it off"); break;
                case FreeChargingId: k.Text("Charger.FreeChargingId", "", 0, 20, "id presented by itself on plug-in; empty switches it off"); break;
                case ReconnectFirstMs: k.Whole("Charger.ReconnectFirstMs", 1000, 100, 60000, "ms before the first attempt to reconnect"); break;
                case ReconnectLongestMs: k.Whole("Charger.ReconnectLongestMs", 30000, 1000, 600000, "ms between attempts at most"); break;
                case PauseForTls: k.Truth("Charger.PauseForTls", true, "a lost TLS link may pause the output to reconnect"); break;
                case PauseForTlsMinutes: k.Whole("Charger.PauseForTlsMinutes", 5, 1, 1440, "min between two such pauses at least"); break;
                case HeapFloorBytes: k.Whole("Charger.HeapFloorBytes", 8192, 0, 1000000, "bytes of free managed heap below which a warning is written"); break;
                case LogLevel: k.Whole("Charger.LogLevel", 2, 0, 4, "0 error, 1 warning, 2 info, 3 debug, 4 trace"); break;
                case SecureUrl:
                    k.Text("Charger.SecureUrl", "", 0, 200, "address for security profiles 2 and 3 (wss://); empty: Charger.Url, when that is one");
                    k.Kind = KeyKind.Address;
                    break;
                case DeviceCertificate: k.Truth("Charger.DeviceCertificate", false, "a certificate of the device was deployed to the platform's store: security profile 3 shows it"); break;
                default: DescribeLink(index, k); break;
            }
        }

        /// <summary>Defaults as in <see cref="Ocpp.Client.Transport.LinkLimits"/>; a message is bounded by what the heap allows.</summary>
        private static void DescribeLink(int index, ConfigurationKey k)
        {
            k.NeedsReboot = true;
            switch (index)
            {
                case ConnectMs: k.Whole("Charger.ConnectMs", 10000, 1000, 10000, "ms for the TCP connect; a device takes 8000 at most"); break;
                case UpgradeMs: k.Whole("Charger.UpgradeMs", 10000, 1000, 30000, "ms for the WebSocket upgrade"); break;
                case IdleMs: k.Whole("Charger.IdleMs", 300000, 30000, 3600000, "ms without a byte after which the central system counts as gone"); break;
                case PongMs: k.Whole("Charger.PongMs", 10000, 1000, 60000, "ms to wait for a pong"); break;
                case SendStallMs: k.Whole("Charger.SendStallMs", 15000, 1000, 60000, "ms after which a frame that is not taken ends the link"); break;
                default: k.Whole("Charger.MessageBytes", 8192, 1024, 16384, "bytes of the largest message received; a larger one gets a CALLERROR"); break;
            }
        }
    }
}
