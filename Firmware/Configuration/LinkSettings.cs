using Ocpp.Client.Configuration;
using Ocpp.Client.Transport;

namespace Firmware
{
    /// <summary>The link's bounds as configured, for every flavour.</summary>
    public static class LinkSettings
    {
        /// <summary>A new object with the values as they are configured now; the link reads them once, at the start.</summary>
        public static LinkLimits Of(ConfigurationStore configuration)
        {
            int keys = configuration.VendorBase;
            return new LinkLimits
            {
                ConnectMs = configuration.Whole(keys + VendorKeys.ConnectMs),
                UpgradeMs = configuration.Whole(keys + VendorKeys.UpgradeMs),
                IdleMs = configuration.Whole(keys + VendorKeys.IdleMs),
                PongMs = configuration.Whole(keys + VendorKeys.PongMs),
                SendStallMs = configuration.Whole(keys + VendorKeys.SendStallMs),
                ReceiveBytes = configuration.Whole(keys + VendorKeys.MessageBytes),
            };
        }
    }
}
