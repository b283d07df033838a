using System;
using System.Net.NetworkInformation;

namespace Firmware.Adapters
{
    /// <summary>What Wi-Fi and Ethernet have in common: the address of one interface.</summary>
    internal abstract class DeviceNetwork : INetwork
    {
        private const string NoAddress = "0.0.0.0";

        private readonly NetworkInterfaceType _kind;

        protected DeviceNetwork(NetworkInterfaceType kind)
        {
            _kind = kind;
        }

        public string Address
        {
            get
            {
                NetworkInterface own = Interface();
                string address = own == null ? null : own.IPv4Address;
                return address == null || address == NoAddress ? "" : address;
            }
        }

        public bool IsUp => Address.Length > 0;

        /// <summary>
        /// Requests an address by DHCP again; a fixed address stays as it was configured. The radio needs no restart: a station with
        /// automatic connection tries again for as long as it is not joined, in the platform's own code, and a library that could
        /// force it (System.Device.Wifi) takes 1.2 KB of heap.
        /// </summary>
        public bool RenewAddress()
        {
            try
            {
                NetworkInterface own = Interface();
                if (own == null || !own.IsDhcpEnabled) return false;
                own.RenewDhcpLease();
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        public abstract bool Join(string name, string password);

        protected NetworkInterface Interface()
        {
            NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
            for (int i = 0; i < all.Length; i++)
                if (all[i].NetworkInterfaceType == _kind) return all[i];
            return null;
        }
    }

    /// <summary>Wi-Fi station. Name and password are in the platform's network settings; the platform joins by itself at boot and after each loss.</summary>
    internal sealed class WifiNetwork : DeviceNetwork
    {
        public WifiNetwork()
            : base(NetworkInterfaceType.Wireless80211)
        {
        }

        public override bool Join(string name, string password)
        {
            try
            {
                Wireless80211Configuration settings = Settings();
                if (settings == null) return false;
                settings.Ssid = name;
                settings.Password = password;
                settings.Options = Wireless80211Configuration.ConfigurationOptions.AutoConnect;
                settings.SaveConfiguration();
                NetworkInterface own = Interface();
                if (own != null) own.EnableDhcp();
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        private Wireless80211Configuration Settings()
        {
            NetworkInterface own = Interface();
            if (own == null) return null;
            Wireless80211Configuration[] all = Wireless80211Configuration.GetAllWireless80211Configurations();
            return own.SpecificConfigId < all.Length ? all[own.SpecificConfigId] : null;
        }
    }

    /// <summary>Ethernet through the board's RMII transceiver, with an address by DHCP.</summary>
    internal sealed class EthernetNetwork : DeviceNetwork
    {
        public EthernetNetwork()
            : base(NetworkInterfaceType.Ethernet)
        {
        }

        public override bool Join(string name, string password)
        {
            return false;
        }
    }
}
