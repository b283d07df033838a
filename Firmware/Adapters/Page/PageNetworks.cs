using System;
using System.Net.NetworkInformation;
using Firmware.Page;

namespace Firmware.Adapters
{
    /// <summary>Addresses of the device's interfaces, by the names of <see cref="PageAccess"/>.</summary>
    public sealed class PageNetworks : IPageNetworks
    {
        private const string NoAddress = "0.0.0.0";

        /// <inheritdoc/>
        public string AddressOf(string network)
        {
            NetworkInterfaceType kind = network == PageAccess.Ethernet ? NetworkInterfaceType.Ethernet : NetworkInterfaceType.Wireless80211;
            try
            {
                NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
                for (int i = 0; i < all.Length; i++)
                {
                    if (all[i].NetworkInterfaceType != kind) continue;
                    string address = all[i].IPv4Address;
                    return address == null || address == NoAddress ? "" : address;
                }
            }
            catch (Exception)
            {
                // While an interface is being set up the platform may refuse: it has no address yet.
            }
            return "";
        }
    }
}
